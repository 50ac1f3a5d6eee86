import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import { type SandboxPerson, type SandboxStaff, SandboxStaffTokens } from '../../application/ports/sandbox.js';
import { type StaffRole, type StaffSignIn, staffRoles } from '../../application/ports/staff-tokens.js';
import { epochMs, hour, second } from '../../domain/shared/instant.js';

const audience = 'realname';
const validForMs = 12 * hour;

const people: Readonly<Record<StaffRole, { sub: string; name: string; licence_number?: string }>> = {
  operator: { sub: 'sandbox-operator', name: '沙箱运营' },
  agent: { sub: 'sandbox-agent', name: '沙箱坐席', licence_number: 'F300000' },
  reviewer: { sub: 'sandbox-reviewer', name: '沙箱审核' },
  auditor: { sub: 'sandbox-auditor', name: '沙箱审计' },
};

/** Below the service's own address. */
const signIn: StaffSignIn = {
  authorizationEndpoint: '/sandbox/issuer/authorize',
  tokenEndpoint: '/sandbox/issuer/token',
  clientId: 'realname-desks',
  scope: 'openid',
};

const personOf = (role: StaffRole, person: SandboxPerson) => {
  const { sub, name, licence_number } = people[role];
  return {
    sub: person === 1 ? sub : `${sub}-${person}`,
    name: person === 1 ? name : `${name}${person}`,
    ...(licence_number && { licence_number: `${licence_number}${person}` }),
  };
};

/** Plays the OIDC issuer in the sandbox. Its P-256 key follows from the master key, so tokens outlive a restart. */
export class SandboxIssuer extends SandboxStaffTokens {
  readonly issuer = 'urn:realname:sandbox';
  readonly validForSeconds = validForMs / second;
  private readonly key: KeyObject;

  /** @param companies where the people act, in every branch, beside the identity app */
  constructor(
    keyring: Keyring,
    private readonly clock: Clock,
    private readonly companies: readonly string[] = ['0038', '0039'],
  ) {
    super();
    this.key = derivedKey(keyring);
  }

  /** What `OidcStaffTokens` verifies these tokens with. */
  oidc() {
    const publicKey = createPublicKey(this.key);
    return { issuer: this.issuer, audience, keys: async () => publicKey, signIn };
  }

  keys() {
    return { keys: [{ ...createPublicKey(this.key).export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] };
  }

  people(): readonly (SandboxStaff & { readonly name: string })[] {
    return staffRoles.flatMap((role) =>
      ([1, 2, 3] as const).map((person) => ({ role, person, name: personOf(role, person).name })),
    );
  }

  async issue(person: SandboxPerson = 1): Promise<Readonly<Record<StaffRole, string>>> {
    const tokens = Object.keys(people).map(
      async (role) => [role, await this.token(role as StaffRole, person)] as const,
    );
    return Object.fromEntries(await Promise.all(tokens)) as Record<StaffRole, string>;
  }

  private token(role: StaffRole, person: SandboxPerson): Promise<string> {
    const issuedAt = Math.floor(epochMs(this.clock.now()) / second);
    const { sub, ...claims } = personOf(role, person);
    return new SignJWT({ ...claims, roles: [role], companies: [...this.companies, 'identity'], branches: ['*'] })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
      .setIssuer(this.issuer)
      .setAudience(audience)
      .setSubject(sub)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.validForSeconds)
      .sign(this.key);
  }
}

/** The first of the keyring's values that is a scalar of the curve (all but one in 2^32 are). */
const derivedKey = (keyring: Keyring): KeyObject => {
  for (let attempt = 0; ; attempt++) {
    const scalar = Buffer.from(keyring.hmac('staff', 'signing-key', String(attempt)), 'hex');
    const curve = createECDH('prime256v1');
    try {
      curve.setPrivateKey(scalar);
    } catch {
      continue;
    }
    const point = curve.getPublicKey();
    const [d, x, y] = [scalar, point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
    return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d, x, y }, format: 'jwk' });
  }
};
