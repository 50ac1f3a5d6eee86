import type { Instant } from '../../domain/shared/instant.js';
import { covers, type Scope } from '../../domain/shared/scope.js';

export const staffRoles = ['operator', 'agent', 'reviewer', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** A member of staff as the OIDC token describes them. Their scope: what they see and where they act. */
export interface StaffClaims extends Scope {
  readonly id: string;
  readonly name: string;
  readonly licenceNumber: string | null;
  readonly roles: readonly StaffRole[];
  /** When the token ends, and with it every stream that was opened with it. */
  readonly expiresAt: Instant;
}

export class Staff implements StaffClaims {
  readonly id: string;
  readonly name: string;
  readonly licenceNumber: string | null;
  readonly roles: readonly StaffRole[];
  readonly companies: readonly string[];
  readonly branches: readonly string[];
  readonly expiresAt: Instant;

  constructor(claims: StaffClaims) {
    this.id = claims.id;
    this.name = claims.name;
    this.licenceNumber = claims.licenceNumber;
    this.roles = claims.roles;
    this.companies = claims.companies;
    this.branches = claims.branches;
    this.expiresAt = claims.expiresAt;
  }

  get hasEveryBranch(): boolean {
    return this.branches.includes('*');
  }

  /** Whether everything of a scope is this person's own. */
  mayActFor(scope: Scope): boolean {
    return covers(this, scope);
  }
}

/** Where desks sign staff in: a public client, authorization code with PKCE (RFC 7636, S256). */
export interface StaffSignIn {
  /** An address, or a path of this service. */
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly scope: string;
}

/** Verifies staff's OIDC tokens (JWT: ES256, RS256, EdDSA). */
export abstract class StaffTokens {
  /** Undefined where no client is registered for the desks. */
  readonly signIn?: StaffSignIn | undefined;
  /**
   * The bearer, or undefined when signature, issuer, audience, type, expiry, age or claims do not hold.
   * `id` has no personal data: a subject that may have some is replaced by its keyed HMAC (P4).
   * @throws DependencyUnavailable when the issuer's keys cannot be fetched
   */
  abstract verify(token: string): Promise<Staff | undefined>;
}
