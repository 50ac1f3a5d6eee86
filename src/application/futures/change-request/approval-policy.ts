import { Injectable } from '@nestjs/common';
import { Approval, type ApprovalAnswer, type Submission } from '../../ports/approval.js';
import { Companies } from '../../shared/companies.js';

/**
 * What the company's configuration decides by itself (F22): approved, or pending until a reviewer or the company's own
 * system has decided. It needs nothing from outside, so that its answer is part of the submission.
 */
@Injectable()
export class ApprovalPolicy extends Approval {
  constructor(private readonly companies: Companies) {
    super();
  }

  /** F18: a company with automatic approval may still want to look at a changed intermediary. */
  override async submit({
    companyCode,
    changes,
  }: Pick<Submission, 'companyCode' | 'changes'>): Promise<ApprovalAnswer> {
    const { approval, intermediaryNeedsReview } = this.companies.get(companyCode);
    const needsReview = intermediaryNeedsReview && changes.some(({ field }) => field === 'intermediary');
    return { decision: approval === 'automatic' && !needsReview ? 'approved' : 'pending' };
  }

  override async poll(): Promise<ApprovalAnswer> {
    return { decision: 'pending' };
  }
}
