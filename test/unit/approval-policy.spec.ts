import { expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { ApprovalPolicy } from '../../src/application/futures/change-request/approval-policy.js';
import { Companies } from '../../src/application/shared/companies.js';

const [automatic, review] = loadCompanies('companies') as [Company, Company];
type Company = ReturnType<typeof loadCompanies>[number];
const change = (field: string) => [{ field, from: '李四', to: '王五' }];

it('F22 approves where the company says so, and leaves it pending where a reviewer decides', () => {
  const policy = new ApprovalPolicy(new Companies([automatic, review]));
  for (let times = 0; times < 2; times++) {
    expect(policy.decide(automatic.code, change('phone'))).toBe('approved');
    expect(policy.decide(review.code, change('phone'))).toBe('pending');
  }
});

it('F18 sends a changed intermediary to review where the company says so', () => {
  const policy = new ApprovalPolicy(new Companies([{ ...automatic, intermediaryNeedsReview: true }]));
  expect(policy.decide(automatic.code, change('intermediary'))).toBe('pending');
  expect(policy.decide(automatic.code, change('clientManager'))).toBe('approved');
});
