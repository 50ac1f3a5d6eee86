import { branchScope, companyScope, identityScope } from '../../domain/shared/scope.js';
import type { Staff, StaffRole } from '../ports/staff-tokens.js';
import type { CodeAndName, Companies } from '../shared/companies.js';

/** Who a member of staff is, and where they act. */
export interface StaffView {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  /** With the branches that are theirs. */
  readonly companies: readonly (CodeAndName & { readonly branches: readonly CodeAndName[] })[];
  /** Whether the identity app is theirs too. */
  readonly identity: boolean;
  readonly licenceNumber: string | null;
}

export const staffView = (staff: Staff, companies: Companies): StaffView => {
  const { id, name, roles, licenceNumber } = staff;
  const own = companies.all().filter(({ code }) => staff.mayActFor(companyScope(code)));
  return {
    id,
    name,
    roles,
    companies: own.map(({ code: companyCode, name, branches }) => ({
      code: companyCode,
      name,
      branches: branches.filter(({ code: branchCode }) => staff.mayActFor(branchScope({ companyCode, branchCode }))),
    })),
    identity: staff.mayActFor(identityScope),
    licenceNumber,
  };
};
