import { covers, type Scope } from '../../domain/shared/scope.js';

export const staffRoles = ['operator', 'agent', 'reviewer', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** A member of staff as the OIDC token describes them. Their scope: what they see and where they act. */
export interface StaffClaims extends Scope {
  readonly id: string;
  readonly name: string;
  readonly licenceNumber: string | null;
  readonly roles: readonly StaffRole[];
}

export class Staff implements StaffClaims {
  readonly id: string;
  readonly name: string;
  readonly licenceNumber: string | null;
  readonly roles: readonly StaffRole[];
  readonly companies: readonly string[];
  readonly branches: readonly string[];

  constructor(claims: StaffClaims) {
    this.id = claims.id;
    this.name = claims.name;
    this.licenceNumber = claims.licenceNumber;
    this.roles = claims.roles;
    this.companies = claims.companies;
    this.branches = claims.branches;
  }

  get hasEveryBranch(): boolean {
    return this.branches.includes('*');
  }

  /** Whether everything of a scope is this person's own. */
  mayActFor(scope: Scope): boolean {
    return covers(this, scope);
  }
}

/** Verifies staff's OIDC tokens (JWT: ES256, RS256, EdDSA). */
export abstract class StaffTokens {
  /**
   * The bearer, or undefined when signature, issuer, audience, expiry or claims do not hold.
   * @throws DependencyUnavailable when the issuer's keys cannot be fetched
   */
  abstract verify(token: string): Promise<Staff | undefined>;
}
