import { createRemoteJWKSet, type JWK } from 'jose';
import { second } from '../../domain/shared/instant.js';
import { algorithms, type OidcIssuer } from './oidc-staff-tokens.js';

export interface OidcSettings {
  /** `iss` of the tokens, and below which the discovery document is. */
  readonly issuer: string;
  readonly audience: string;
  readonly clockToleranceSeconds: number;
  readonly maxTokenHours: number;
  /** What the desks are registered as; they cannot sign in without. */
  readonly client?: { readonly clientId: string; readonly scope: string };
}

const patience = 5 * second;

/** An issuer whose keys are fetched from its JWKS address, kept for ten minutes, and fetched anew for a key not known yet. */
const remoteIssuer = (issuer: string, audience: string, jwksUri: string) => ({
  issuer,
  audience,
  keys: createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: patience }),
});

/**
 * The issuer as its discovery document describes it (OpenID Connect Discovery 1.0 §4), with its keys fetched.
 * @throws Error that says what is wrong with `OIDC_ISSUER`
 */
export const discoverIssuer = async ({ issuer, audience, client, ...more }: OidcSettings): Promise<OidcIssuer> => {
  const refuse = (why: string, cause?: unknown) => new Error(`OIDC_ISSUER ${issuer} ${why}`, { cause });
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await discovery(address).catch((error: unknown) => {
    throw refuse(`has no discovery document at ${address}: ${reasonOf(error)}`, error);
  });
  if (found.issuer !== issuer) throw refuse(`calls itself ${found.issuer}: OIDC_ISSUER must be exactly that`);
  const { protocol } = new URL(issuer);
  if (!found.jwks_uri || !URL.canParse(found.jwks_uri) || new URL(found.jwks_uri).protocol !== protocol)
    throw refuse(`has no jwks_uri of ${protocol}//`);
  const endpoint = (name: 'authorization_endpoint' | 'token_endpoint'): string => {
    const address = found[name];
    if (address && URL.canParse(address) && new URL(address).protocol === protocol) return address;
    throw refuse(`has no ${name} of ${protocol}//, which OIDC_CLIENT_ID needs`);
  };
  const signIn = client && {
    authorizationEndpoint: endpoint('authorization_endpoint'),
    tokenEndpoint: endpoint('token_endpoint'),
    ...client,
  };
  const remote = { ...remoteIssuer(issuer, audience, found.jwks_uri), ...more, ...(signIn && { signIn }) };
  await remote.keys.reload().catch((error: unknown) => {
    throw refuse(`does not give its keys at ${found.jwks_uri}: ${reasonOf(error)}`, error);
  });
  if (!remote.keys.jwks()?.keys.some(signs)) throw refuse(`has no key for ${algorithms.join(', ')}`);
  return remote;
};

/** What is read of a discovery document. */
type Discovered = Readonly<
  Partial<Record<'issuer' | 'jwks_uri' | 'authorization_endpoint' | 'token_endpoint', string>>
>;

const discovery = async (address: string): Promise<Discovered> => {
  const response = await fetch(address, { signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return (await response.json()) as object;
};

/** `fetch` says why only in the cause. */
const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
};

const signs = ({ kty, crv, use, alg }: JWK): boolean =>
  (use ?? 'sig') === 'sig' &&
  (alg ? algorithms.some((each) => each === alg) : kty === 'RSA' || crv === 'P-256' || crv === 'Ed25519');
