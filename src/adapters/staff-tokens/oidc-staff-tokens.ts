import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import {
  Staff,
  type StaffRole,
  type StaffSignIn,
  StaffTokens,
  staffRoles,
} from '../../application/ports/staff-tokens.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { hour, second, toInstant } from '../../domain/shared/instant.js';

export interface OidcIssuer {
  /** `iss` of its tokens. */
  readonly issuer: string;
  /** `aud` that names this service. */
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly signIn?: StaffSignIn;
  /** What its clock may differ from ours; none unless given. */
  readonly clockToleranceSeconds?: number;
  /** How long a token may live from its `iat` to its `exp`; 12 unless given. */
  readonly maxTokenHours?: number;
}

export const algorithms = ['ES256', 'RS256', 'EdDSA'] as const;

/** Access tokens of OIDC issuers (RFC 9068 §2.1), also of those that give them no type or the general one. */
const types = [undefined, 'jwt', 'at+jwt', 'application/at+jwt'];
/** Claims that an ID token alone has (OpenID Connect Core §2, §3.3.2.11): it tells a client who signed in, and opens nothing. */
const ofIdTokens = ['nonce', 'at_hash', 'c_hash'];

/** Verifies OIDC access tokens (ES256, RS256, EdDSA) of one issuer; `iat` and `exp` by the service's clock. */
export class OidcStaffTokens extends StaffTokens {
  override readonly signIn: StaffSignIn | undefined;

  constructor(
    private readonly issuer: OidcIssuer,
    private readonly clock: Clock,
    private readonly keyring: Keyring,
  ) {
    super();
    this.signIn = issuer.signIn;
  }

  async verify(token: string): Promise<Staff | undefined> {
    const { maxTokenHours = 12, clockToleranceSeconds = 0 } = this.issuer;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.issuer.keys, {
        issuer: this.issuer.issuer,
        audience: this.issuer.audience,
        algorithms: [...algorithms],
        requiredClaims: ['sub', 'exp'],
        maxTokenAge: `${maxTokenHours}h`,
        currentDate: new Date(this.clock.now()),
        clockTolerance: clockToleranceSeconds,
      });
      const isAccessToken =
        types.includes(protectedHeader.typ?.toLowerCase()) && !ofIdTokens.some((claim) => claim in payload);
      const lives = (payload.exp! - payload.iat!) * second;
      return isAccessToken && lives <= maxTokenHours * hour ? this.staffOf(payload) : undefined;
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw new DependencyUnavailable('OIDC issuer', { cause: error });
    }
  }

  private staffOf(payload: JWTPayload): Staff {
    const id = this.idOf(payload.sub!);
    return new Staff({
      id,
      name: text(payload.name) ?? id,
      licenceNumber: text(payload.licence_number) ?? null,
      roles: texts(payload.roles).filter((role): role is StaffRole => staffRoles.includes(role as StaffRole)),
      companies: texts(payload.companies),
      branches: texts(payload.branches),
      expiresAt: toInstant(payload.exp! * second),
    });
  }

  /** Ids name actors and streams, clear: one of another shape, or with a phone or an ID number in it, is replaced. */
  private idOf(subject: string): string {
    const isPlain = /^[A-Za-z0-9._@-]{1,64}$/.test(subject) && !/\d{11}/.test(subject);
    return isPlain ? subject : `sub-${this.keyring.hmac('staff', 'subject', subject).slice(0, 32)}`;
  }
}

/** What jose says of a token, as opposed to keys that could not be fetched. */
const isRefusal = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !(error instanceof errors.JWKSTimeout) &&
  !(error instanceof errors.JWKSInvalid) &&
  error.code !== 'ERR_JOSE_GENERIC';

const text = (claim: unknown): string | undefined => (typeof claim === 'string' && claim !== '' ? claim : undefined);
const texts = (claim: unknown): string[] =>
  Array.isArray(claim) ? claim.filter((item) => text(item) !== undefined) : [];
