import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { AuthorizationCodes } from '../../../src/adapters/http/sandbox/authorization-codes.js';
import { SandboxIssuerController } from '../../../src/adapters/http/sandbox/issuer.controller.js';
import { StaffSignInController } from '../../../src/adapters/http/staff/sign-in.controller.js';
import { SandboxIssuer } from '../../../src/adapters/sandbox/sandbox-issuer.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { SandboxStaffTokens } from '../../../src/application/ports/sandbox.js';
import { minute } from '../../../src/domain/shared/instant.js';
import { masterKey, openTestApp, type TestApp } from '../../support/http-app/http-app.js';
import { ManualClock } from '../../support/memory/manual-clock.js';
import { MemoryShortLived } from '../../support/memory/short-lived.js';

const verifier = 'v'.repeat(64);
const challengeOf = (text: string) => createHash('sha256').update(text).digest('base64url');

const clock = new ManualClock('2026-11-22T08:00:00.000Z');
/** With the key of the app's own, so that its tokens are taken there. */
const issuer = new SandboxIssuer(new Keyring(masterKey), clock);

let http: TestApp;
beforeAll(async () => {
  http = await openTestApp({
    controllers: [SandboxIssuerController, StaffSignInController],
    providers: [
      { provide: SandboxStaffTokens, useValue: issuer },
      { provide: AuthorizationCodes, useValue: new AuthorizationCodes(new MemoryShortLived(clock), clock) },
    ],
  });
});
afterAll(() => http.app.close());

const desk = () => `${http.url}/desk`;
const asked = (change: Record<string, string> = {}) => ({
  response_type: 'code',
  client_id: 'realname-desks',
  redirect_uri: desk(),
  code_challenge: challengeOf(verifier),
  code_challenge_method: 'S256',
  state: 'a&b',
  scope: 'openid',
  ...change,
});
const authorize = (parameters: Record<string, string>) =>
  fetch(`${http.url}/sandbox/issuer/authorize?${new URLSearchParams(parameters)}`, { redirect: 'manual' });
const codeFor = async (person: string, change?: Record<string, string>) => {
  const answer = await authorize({ ...asked(change), person });
  return new URL(answer.headers.get('location')!).searchParams.get('code')!;
};
const redeem = (code: string, change: Record<string, string> = {}) =>
  fetch(`${http.url}/sandbox/issuer/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'realname-desks',
      redirect_uri: desk(),
      code,
      code_verifier: verifier,
      ...change,
    }),
  });
const verdict = async (response: Response) => [response.status, ((await response.json()) as { error: string }).error];

describe('the sandbox’s issuer', () => {
  it('is where desks are told to sign in', async () => {
    const { signIn } = (await (await fetch(`${http.url}/v1/staff/sign-in`)).json()) as { signIn: object };
    expect(signIn).toEqual({
      authorizationEndpoint: '/sandbox/issuer/authorize',
      tokenEndpoint: '/sandbox/issuer/token',
      clientId: 'realname-desks',
      scope: 'openid',
    });
  });

  it('describes itself, and its keys verify its tokens', async () => {
    const metadata = await (await fetch(`${http.url}/sandbox/issuer/.well-known/openid-configuration`)).json();
    const { issuer: iss, jwks_uri } = metadata as { issuer: string; jwks_uri: string };
    expect(metadata).toMatchObject({
      authorization_endpoint: `${http.url}/sandbox/issuer/authorize`,
      token_endpoint: `${http.url}/sandbox/issuer/token`,
      code_challenge_methods_supported: ['S256'],
    });
    const keys = createLocalJWKSet((await (await fetch(jwks_uri)).json()) as JSONWebKeySet);
    const { agent } = await issuer.issue(2);
    const { payload } = await jwtVerify(agent, keys, { issuer: iss, currentDate: new Date(clock.now()) });
    expect(payload).toMatchObject({ sub: 'sandbox-agent-2', roles: ['agent'] });
  });

  it('shows three people of each role, and nothing of an address that it was given unescaped', async () => {
    const page = await authorize(asked({ state: '"><script>' }));
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const text = await page.text();
    const values = [...text.matchAll(/name="person" value="([a-z]+-\d)"/g)].map(([, value]) => value);
    expect(values.sort()).toEqual(
      ['agent', 'auditor', 'operator', 'reviewer'].flatMap((role) => [1, 2, 3].map((person) => `${role}-${person}`)),
    );
    expect(text).not.toContain('<script>');
  });

  it('leads back with a code, which gives the token of who was chosen, once', async () => {
    const answer = await authorize({ ...asked(), person: 'agent-3' });
    const back = new URL(answer.headers.get('location')!);
    expect([answer.status, back.origin + back.pathname]).toEqual([303, desk()]);
    expect([back.searchParams.get('state'), back.searchParams.get('iss')]).toEqual(['a&b', issuer.issuer]);

    const code = back.searchParams.get('code')!;
    const token = await redeem(code);
    expect(token.headers.get('cache-control')).toBe('no-store');
    const { access_token, ...more } = (await token.json()) as { access_token: string };
    expect(more).toEqual({ token_type: 'Bearer', expires_in: 43_200 });
    const me = await fetch(`${http.url}/v1/staff/me`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(await me.json()).toMatchObject({ id: 'sandbox-agent-3', roles: ['agent'], licenceNumber: 'F3000003' });

    expect(await verdict(await redeem(code))).toEqual([400, 'invalid_grant']);
  });

  it.each<[string, Record<string, string>]>([
    ['verifier', { code_verifier: 'w'.repeat(64) }],
    ['client', { client_id: 'other' }],
    ['address', { redirect_uri: 'http://localhost:1/desk' }],
    ['code', { code: 'x' }],
  ])('gives none for another %s, and the code is spent', async (_, change) => {
    const code = await codeFor('agent-1');
    expect(await verdict(await redeem(code, change))).toEqual([400, 'invalid_grant']);
    expect((await redeem(code)).status).toBe('code' in change ? 200 : 400);
  });

  it('gives none after a minute, nor for another grant', async () => {
    const late = await codeFor('agent-1');
    clock.advance(minute);
    expect(await verdict(await redeem(late))).toEqual([400, 'invalid_grant']);
    expect(await verdict(await redeem('x', { grant_type: 'password' }))).toEqual([400, 'unsupported_grant_type']);
  });

  it.each<[string, Record<string, string>]>([
    ['redirect_uri', { redirect_uri: 'https://evil.example/desk' }],
    ['redirect_uri', { redirect_uri: 'http://localhost.evil.example/' }],
    ['redirect_uri', { redirect_uri: 'javascript:alert(1)' }],
    ['code_challenge_method', { code_challenge_method: 'plain' }],
    ['code_challenge', { code_challenge: 'short' }],
    ['response_type', { response_type: 'token' }],
    ['client_id', { client_id: '' }],
  ])('refuses a wrong %s and leads nowhere', async (name, change) => {
    const answer = await authorize({ ...asked(change), person: 'agent-1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.json()).toMatchObject({ code: 'request.invalid', errors: [{ pointer: `/${name}` }] });
  });

  it('leads to pages on a developer’s machine, which may fetch the token', async () => {
    const redirect_uri = 'http://localhost:5173/desk';
    const code = await codeFor('reviewer-1', { redirect_uri });
    expect((await redeem(code, { redirect_uri })).status).toBe(200);
  });

  it('alone takes a form: elsewhere it is no JSON', async () => {
    const body = new URLSearchParams({ idNumber: '1' });
    expect((await fetch(`${http.url}/v1/forms`, { method: 'POST', body })).status).toBe(415);
  });
});
