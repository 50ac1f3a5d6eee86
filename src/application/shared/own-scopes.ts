import { notFound, refusal } from '../../domain/shared/domain-error.js';
import type { CodeOf } from '../../domain/shared/problem-codes.js';
import { identityScope, type Scope } from '../../domain/shared/scope.js';
import type { Staff } from '../ports/staff-tokens.js';

/** What is of another scope is as good as absent. @throws DomainError `code` */
export const mustActFor = (staff: Staff, scope: Scope, code: CodeOf<'not-found'>): void => {
  if (!staff.mayActFor(scope)) throw notFound(code);
};

/** For calls that name nothing which could be absent. @throws DomainError `access.forbidden` */
export const mustHaveIdentityScope = (staff: Staff): void => {
  if (!staff.mayActFor(identityScope)) throw refusal('access.forbidden');
};

/** For calls about whatever is one's own. @throws DomainError `access.forbidden` where nothing can be */
export const mustHaveScope = (staff: Staff): void => {
  if (staff.companies.length === 0) throw refusal('access.forbidden');
};
