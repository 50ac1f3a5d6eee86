import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Clock } from '../../application/ports/clock.js';
import { Staff, type StaffRole, StaffTokens, staffRoles } from '../../application/ports/staff-tokens.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

export interface OidcIssuer {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` that names this service. */
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  /** What its clock may differ from ours; none unless given. */
  readonly clockToleranceSeconds?: number;
}

export const algorithms = ['ES256', 'RS256', 'EdDSA'] as const;

/** Verifies OIDC tokens (ES256, RS256, EdDSA) of one issuer; `exp` by the service's clock. */
export class OidcStaffTokens extends StaffTokens {
  constructor(
    private readonly issuer: OidcIssuer,
    private readonly clock: Clock,
  ) {
    super();
  }

  async verify(token: string): Promise<Staff | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.issuer.keys, {
        issuer: this.issuer.issuer,
        audience: this.issuer.audience,
        algorithms: [...algorithms],
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(this.clock.now()),
        clockTolerance: this.issuer.clockToleranceSeconds ?? 0,
      });
      return staffOf(payload);
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw new DependencyUnavailable('OIDC issuer', { cause: error });
    }
  }
}

/** What jose says of a token, as opposed to keys that could not be fetched. */
const isRefusal = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';

const staffOf = (payload: JWTPayload): Staff =>
  new Staff({
    id: payload.sub!,
    name: text(payload.name) ?? payload.sub!,
    licenceNumber: text(payload.licence_number) ?? null,
    roles: texts(payload.roles).filter((role): role is StaffRole => staffRoles.includes(role as StaffRole)),
    companies: texts(payload.companies),
    branches: texts(payload.branches),
  });

const text = (claim: unknown): string | undefined => (typeof claim === 'string' && claim !== '' ? claim : undefined);
const texts = (claim: unknown): string[] =>
  Array.isArray(claim) ? claim.filter((item) => text(item) !== undefined) : [];
