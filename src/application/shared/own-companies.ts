import { notFound } from '../../domain/shared/domain-error.js';
import type { CodeOf } from '../../domain/shared/problem-codes.js';
import type { Staff } from '../ports/staff-tokens.js';

/** What belongs to another company or branch is as good as absent. */
export const mustActFor = (staff: Staff, companyCode: string, code: CodeOf<'not-found'>, branchCode?: string): void => {
  if (!staff.mayActFor(companyCode, branchCode)) throw notFound(code);
};
