import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type JWTPayload, UnsecuredJWT } from 'jose';
import { OidcStaffTokens } from '../../src/adapters/staff-tokens/oidc-staff-tokens.js';
import { discoverIssuer } from '../../src/adapters/staff-tokens/remote-issuer.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { minute } from '../../src/domain/shared/instant.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { LocalIssuer } from '../support/servers/oidc-issuer.js';

const keyring = new Keyring(Buffer.alloc(32, 3));
const now = Math.floor(Date.now() / 1_000);

describe('an OIDC issuer', () => {
  let issuer: LocalIssuer;
  beforeEach(async () => {
    issuer = await LocalIssuer.start('ES256', 'RS256', 'EdDSA', 'ES384');
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await issuer.close();
  });
  const settings = () => ({ issuer: issuer.url, audience: 'realname', clockToleranceSeconds: 30, maxTokenHours: 12 });
  const discovered = (url = issuer.url) => discoverIssuer({ ...settings(), issuer: url });
  const tokens = async () =>
    new OidcStaffTokens(await discovered(), new ManualClock(new Date(now * 1_000).toISOString()), keyring);
  const verify = async (token: string | Promise<string>) => (await tokens()).verify(await token);
  /** The issuer's keys are asked for again only after a while. */
  const later = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(now * 1_000 + ms);

  it.each(['ES256', 'RS256', 'EdDSA'])('signs with %s', async (alg) => {
    const rights = { roles: ['agent', 'admin'], companies: ['0038'], branches: ['001', '0039/002'] };
    const staff = await verify(issuer.token({ ...rights, name: undefined }, alg));
    expect(staff).toMatchObject({ id: 'u1', name: 'u1', licenceNumber: null, roles: ['agent'] });
    expect(staff).toMatchObject({ companies: ['0038'], branches: ['001', '0039/002'] });
  });

  it.each<[string, JWTPayload]>([
    ['issuer', { iss: 'https://other.example' }],
    ['audience', { aud: 'other' }],
    ['expiry', { exp: now - 30 }],
    ['beginning', { nbf: now + 31 }],
    ['missing expiry', { exp: undefined }],
    ['missing subject', { sub: undefined }],
    ['missing instant of issue', { iat: undefined }],
    ['life of more than 12 hours', { iat: now, exp: now + 12 * 3_600 + 1 }],
    ['instant of issue in the future', { iat: now + 3_600, exp: now + 7_200 }],
    ['use: an ID token with a nonce', { nonce: 'n-0S6_WzA2Mj' }],
    ['use: an ID token with the hash of an access token', { at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng' }],
  ])('is refused for a wrong %s', async (_, change) => {
    expect(await verify(issuer.token(change))).toBeUndefined();
  });

  it('is taken for what it says it is: an access token, or nothing of its own', async () => {
    const typed = async (typ?: string) => (await verify(issuer.token({}, 'ES256', typ)))?.id;
    expect([await typed(), await typed('JWT'), await typed('at+jwt')]).toEqual(['u1', 'u1', 'u1']);
    for (const typ of ['logout+jwt', 'dpop+jwt', 'id+jwt']) expect(await typed(typ)).toBeUndefined();
  });

  it('tells when it ends', async () => {
    const expiresAt = new Date((now + 60) * 1_000).toISOString();
    expect(await verify(issuer.token({ exp: now + 60 }))).toMatchObject({ expiresAt });
  });

  it('P4 names nobody by what may be a phone, an ID number or any text', async () => {
    const idOf = async (sub: string) => (await verify(issuer.token({ sub, name: undefined })))?.id;
    for (const sub of ['u-1024', 'zhang.san@corp.example', '0000123456']) expect(await idOf(sub)).toBe(sub);
    const replaced = ['13812345678', '410101199508130033', 'zhang.san@corp|13812345678', '张三', 'x'.repeat(65)];
    const ids = await Promise.all(replaced.map(idOf));
    for (const id of ids) expect(id).toMatch(/^sub-[0-9a-f]{32}$/);
    expect(new Set(ids).size).toBe(replaced.length);
    expect(await idOf(replaced[0]!)).toBe(ids[0]);
  });

  it('may have a clock that goes wrong by half a minute', async () => {
    for (const change of [{ exp: now - 29 }, { nbf: now + 29 }, { iat: now + 29 }])
      expect(await verify(issuer.token(change))).toMatchObject({ id: 'u1' });
  });

  it('is refused for another algorithm, for none, and for a signature of somebody else', async () => {
    const claims = { iss: issuer.url, aud: 'realname', sub: 'u1', exp: now + 60 };
    const unsigned = new UnsecuredJWT(claims).encode();
    const other = await LocalIssuer.start('ES256');
    const [head, body] = (await issuer.token()).split('.');
    const [, , signature] = (await other.token()).split('.');
    await other.close();
    for (const bad of [unsigned, await issuer.token({}, 'ES384'), `${head}.${body}.${signature}`, 'a.b.c'])
      expect(await verify(bad)).toBeUndefined();
  });

  it('gives nobody rights whose claims are of the wrong type', async () => {
    const staff = await verify(issuer.token({ roles: 'agent', companies: '0038', branches: 5 }));
    expect(staff).toMatchObject({ roles: [], companies: [], branches: [] });
  });

  it('is asked for its keys once, and again for a key that is not known yet', async () => {
    const verifier = await tokens();
    const old = await issuer.token();
    for (let call = 0; call < 5; call++) expect(await verifier.verify(old)).toBeDefined();
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);

    await issuer.rotate('ES256');
    later(minute);
    expect(await verifier.verify(await issuer.token({ iat: now, exp: now + 60 }))).toBeDefined();
    expect(issuer.asked.slice(2)).toEqual(['/keys']);
    expect(await verifier.verify(old)).toBeUndefined();
  });

  it('may be away while its keys are fresh; then it is unavailable, not wrong', async () => {
    const verifier = await tokens();
    const token = await issuer.token();
    issuer.answers.set('/keys', 500);
    expect(await verifier.verify(token)).toBeDefined();
    later(11 * minute);
    await expect(verifier.verify(token)).rejects.toThrow(DependencyUnavailable);
    await issuer.close();
    await expect(verifier.verify(token)).rejects.toThrow(DependencyUnavailable);
    issuer = await LocalIssuer.start();
  });

  it('says where desks sign in that are its client, and nothing to others', async () => {
    const client = { clientId: 'desks', scope: 'openid' };
    const withClient = () => discoverIssuer({ ...settings(), client });
    expect((await discovered()).signIn).toBeUndefined();
    await expect(withClient()).rejects.toThrow('has no authorization_endpoint of http://');
    const authorization_endpoint = `${issuer.url}/authorize`;
    issuer.describe({ authorization_endpoint, token_endpoint: 'ftp://127.0.0.1/token' });
    await expect(withClient()).rejects.toThrow('has no token_endpoint of http://, which OIDC_CLIENT_ID needs');
    const token_endpoint = `${issuer.url}/token`;
    issuer.describe({ authorization_endpoint, token_endpoint });
    const signIn = { authorizationEndpoint: authorization_endpoint, tokenEndpoint: token_endpoint, ...client };
    expect(new OidcStaffTokens(await withClient(), new ManualClock(new Date().toISOString()), keyring).signIn).toEqual(
      signIn,
    );
  });

  describe('is refused at the start', () => {
    const refusal = async (url?: string) =>
      discovered(url).then(
        () => 'it was taken',
        ({ message }: Error) => message,
      );

    it('when it cannot be reached or has no discovery document', async () => {
      expect(await refusal('http://127.0.0.1:1')).toMatch(
        /has no discovery document at http:\/\/127.0.0.1:1\/.well-known/,
      );
      issuer.answers.set('/.well-known/openid-configuration', 503);
      expect(await refusal()).toContain('status 503');
    });

    it('when it calls itself something else', async () => {
      issuer.describe({ issuer: 'https://other.example' });
      expect(await refusal()).toContain('calls itself https://other.example');
      issuer.describe({});
      expect(await refusal(`${issuer.url}/`)).toContain(`OIDC_ISSUER must be exactly that`);
    });

    it('when its keys are elsewhere, away, or of no use', async () => {
      issuer.describe({ jwks_uri: 'ftp://127.0.0.1/keys' });
      expect(await refusal()).toContain('has no jwks_uri of http://');
      issuer.describe({});
      issuer.answers.set('/keys', 500);
      expect(await refusal()).toContain('does not give its keys');
      await issuer.rotate('ES384');
      await issuer.add('RS256', { use: 'enc' });
      expect(await refusal()).toContain('has no key for ES256, RS256, EdDSA');
    });
  });
});
