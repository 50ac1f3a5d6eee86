import type { Claims } from '../core/claims.js';
import type { Staff } from '../ports/staff-tokens.js';
import type { Companies } from './companies.js';

/** Ids of the accounts that a person has in the companies a member of staff acts for. */
export const customersOf = async (
  idNumber: string,
  staff: Staff,
  { companies, claims }: { readonly companies: Companies; readonly claims: Claims },
): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>();
  for (const { code, accountTypes } of companies.all().filter(({ code }) => staff.mayActFor(code))) {
    for (const accountType of accountTypes) {
      const id = await claims.holder(['customer', code, accountType.code, idNumber]);
      if (id) ids.add(id);
    }
  }
  return ids;
};
