import { expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { ApprovalPolicy } from '../../src/application/futures/change-request/approval-policy.js';
import { Companies } from '../../src/application/shared/companies.js';
import { approvalContract, submission } from './approval.contract.js';

const [automatic, review] = loadCompanies('companies') as [Company, Company];
type Company = ReturnType<typeof loadCompanies>[number];

approvalContract('the company’s policy', async () => ({
  approval: new ApprovalPolicy(new Companies([automatic, review])),
  approved: { ...submission, companyCode: automatic.code },
  pending: { ...submission, companyCode: review.code },
}));

it('F18 sends a changed intermediary to review where the company says so', async () => {
  const company = { ...automatic, intermediaryNeedsReview: true };
  const policy = new ApprovalPolicy(new Companies([company]));
  const change = (field: string) => ({ companyCode: company.code, changes: [{ field, from: '李四', to: '王五' }] });
  expect(await policy.submit(change('intermediary'))).toEqual({ decision: 'pending' });
  expect(await policy.submit(change('clientManager'))).toEqual({ decision: 'approved' });
});
