import { Injectable } from '@nestjs/common';
import type { FieldChange } from '../../ports/approval.js';
import { Companies } from '../../shared/companies.js';

/**
 * What the company's configuration decides by itself (F22): approved, or pending until a reviewer or the company's own
 * system has decided. It needs nothing from outside, so that its answer is part of the submission.
 */
@Injectable()
export class ApprovalPolicy {
  constructor(private readonly companies: Companies) {}

  /** F18: a company with automatic approval may still want to look at a changed intermediary. */
  decide(companyCode: string, changes: readonly FieldChange[]): 'approved' | 'pending' {
    const { approval, intermediaryNeedsReview } = this.companies.get(companyCode);
    const needsReview = intermediaryNeedsReview && changes.some(({ field }) => field === 'intermediary');
    return approval === 'automatic' && !needsReview ? 'approved' : 'pending';
  }
}
