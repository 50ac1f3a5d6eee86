import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { OidcStaffTokens } from '../../../src/adapters/staff-tokens/oidc-staff-tokens.js';
import { remoteIssuer } from '../../../src/adapters/staff-tokens/remote-issuer.js';
import { SandboxIssuer } from '../../../src/adapters/staff-tokens/sandbox-issuer.js';
import { Keyring } from '../../../src/application/keyring.js';
import { DependencyUnavailable } from '../../../src/application/ports/event-store.js';
import { hour } from '../../../src/domain/shared/instant.js';
import { ManualClock } from '../../support/manual-clock.js';
import { type House, masterKey, openHouse } from './house.js';

describe('staff calls', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.app.close());
  const me = async (token?: string) => {
    const response = await fetch(`${house.url}/v1/staff/me`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    return { status: response.status, ...((await response.json()) as object) };
  };

  it('serve those who have the role, with who they are and where they may act', async () => {
    const { agent, reviewer, operator } = await house.issuer.issue();
    expect(await me(agent)).toEqual({
      status: 200,
      id: 'sandbox-agent',
      name: '沙箱坐席',
      licenceNumber: 'F3000001',
      roles: ['agent'],
      companies: ['0038', '0039'],
      branches: ['*'],
      branch: true,
      other: false,
    });
    expect(await me(reviewer)).toMatchObject({ status: 200, licenceNumber: null });
    expect(await me(operator)).toMatchObject({ status: 403, code: 'access.forbidden' });
  });

  it('refuse without a token, with a forged one, with a customer’s', async () => {
    const { agent } = await house.issuer.issue();
    const { token } = await house.sessions.open({ app: 'identity', subject: 'ann', device: null });
    const foreign = await new SandboxIssuer(new Keyring(Buffer.alloc(32, 9)), house.clock).issue();
    const unsigned = new UnsecuredJWT({ roles: ['agent'] }).setSubject('x').encode();
    for (const bad of [undefined, `${agent.slice(0, -4)}AAAA`, `${agent}.x`, 'a.b.c', token, foreign.agent, unsigned])
      expect(await me(bad)).toMatchObject({ status: 401, code: 'session.required' });
  });

  it('follow the service clock, and the tokens outlive a restart', async () => {
    const { agent } = await new SandboxIssuer(new Keyring(masterKey), house.clock).issue();
    house.clock.advance(12 * hour - 1);
    expect((await me(agent)).status).toBe(200);
    house.clock.advance(1000);
    expect((await me(agent)).status).toBe(401);
  });
});

describe('an OIDC issuer', () => {
  const clock = new ManualClock('2026-11-22T08:00:00.000Z');
  const keyPairs = new Map<string, CryptoKeyPair>();
  let jwks: Server;
  let down = false;
  const address = () => `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/keys`;

  beforeAll(async () => {
    for (const alg of ['ES256', 'RS256', 'EdDSA', 'ES384'])
      keyPairs.set(alg, (await generateKeyPair(alg, { extractable: true })) as CryptoKeyPair);
    const keys = await Promise.all(
      [...keyPairs].map(async ([alg, { publicKey }]) => ({ ...(await exportJWK(publicKey)), kid: alg, alg })),
    );
    jwks = createServer((_, response) => {
      response.writeHead(down ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => jwks.once('listening', resolve));
  });
  afterAll(() => {
    jwks.close();
  });

  const now = Date.parse('2026-11-22T08:00:00.000Z') / 1000;
  const claims = {
    iss: 'https://issuer.example',
    aud: 'realname',
    sub: 'u1',
    exp: now + 60,
    roles: ['agent', 'admin'],
    companies: ['0038'],
    branches: ['001', '0039/002'],
  };
  const token = (alg: string, change: JWTPayload = {}) =>
    new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg, kid: alg }).sign(keyPairs.get(alg)!.privateKey);
  const tokens = () => new OidcStaffTokens(remoteIssuer('https://issuer.example', 'realname', address()), clock);

  it.each(['ES256', 'RS256', 'EdDSA'])('signs with %s', async (alg) => {
    const staff = await tokens().verify(await token(alg));
    expect(staff).toMatchObject({ id: 'u1', name: 'u1', licenceNumber: null, roles: ['agent'] });
    const may = [staff?.mayActFor('0038'), staff?.mayActFor('0038', '001'), staff?.mayActFor('0038', '002')];
    expect([...may, staff?.mayActFor('0039', '002')]).toEqual([true, true, false, false]);
  });

  it.each([
    ['issuer', { iss: 'https://other.example' }],
    ['audience', { aud: 'other' }],
    ['expiry', { exp: now }],
    ['missing expiry', { exp: undefined }],
    ['missing subject', { sub: undefined }],
  ])('is refused for a wrong %s', async (_, change) => {
    expect(await tokens().verify(await token('ES256', change))).toBeUndefined();
  });

  it('is refused for another algorithm', async () => {
    expect(await tokens().verify(await token('ES384'))).toBeUndefined();
  });

  it('gives nobody rights whose claims are of the wrong type', async () => {
    const staff = await tokens().verify(await token('ES256', { roles: 'agent', companies: '0038', branches: 5 }));
    expect(staff).toMatchObject({ roles: [], companies: [], branches: [] });
  });

  it('is unavailable, not wrong, when its keys cannot be fetched', async () => {
    down = true;
    await expect(tokens().verify(await token('ES256'))).rejects.toThrow(DependencyUnavailable);
    down = false;
    const nowhere = new OidcStaffTokens(remoteIssuer('x', 'y', 'http://127.0.0.1:1/keys'), clock);
    await expect(nowhere.verify(await token('ES256'))).rejects.toThrow(DependencyUnavailable);
  });
});
