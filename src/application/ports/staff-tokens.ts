export const staffRoles = ['operator', 'agent', 'reviewer', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** A member of staff as the OIDC token describes them. */
export interface StaffClaims {
  readonly id: string;
  readonly name: string;
  readonly licenceNumber: string | null;
  readonly roles: readonly StaffRole[];
  /** Company codes. */
  readonly companies: readonly string[];
  /** Branch codes, `<company>/<branch>` where a code stands in two companies, `*` for every branch. */
  readonly branches: readonly string[];
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

  /** Whether company, and branch where one is given, are this person's own. */
  mayActFor(company: string, branch?: string): boolean {
    if (!this.companies.includes(company)) return false;
    if (branch === undefined) return true;
    return ['*', branch, `${company}/${branch}`].some((own) => this.branches.includes(own));
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
