import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { SandboxIssuer } from '../../../src/adapters/sandbox/sandbox-issuer.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { hour, plus } from '../../../src/domain/shared/instant.js';
import { masterKey, openTestApp, type TestApp } from '../../support/http-app/http-app.js';

describe('staff calls', () => {
  let http: TestApp;
  beforeAll(async () => {
    http = await openTestApp();
  });
  afterAll(() => http.app.close());
  const me = async (token?: string) => {
    const response = await fetch(`${http.url}/v1/staff/me`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    return { status: response.status, ...((await response.json()) as object) };
  };

  it('serve those who have the role, with who they are and where they may act', async () => {
    const { agent, reviewer, operator } = await http.issuer.issue();
    expect(await me(agent)).toEqual({
      status: 200,
      id: 'sandbox-agent',
      name: '沙箱坐席',
      licenceNumber: 'F3000001',
      roles: ['agent'],
      companies: ['0038', '0039', 'identity'],
      branches: ['*'],
      expiresAt: plus(http.clock.now(), 12 * hour),
    });
    expect(await me(reviewer)).toMatchObject({ status: 200, licenceNumber: null });
    expect(await me(operator)).toMatchObject({ status: 403, code: 'access.forbidden' });
  });

  it('refuse without a token, with a forged one, with a customer’s', async () => {
    const { agent } = await http.issuer.issue();
    const { token } = await http.sessions.open({ app: 'identity', subject: 'ann', device: null });
    const foreign = await new SandboxIssuer(new Keyring(Buffer.alloc(32, 9)), http.clock).issue();
    const unsigned = new UnsecuredJWT({ roles: ['agent'] }).setSubject('x').encode();
    for (const bad of [undefined, `${agent.slice(0, -4)}AAAA`, `${agent}.x`, 'a.b.c', token, foreign.agent, unsigned])
      expect(await me(bad)).toMatchObject({ status: 401, code: 'session.required' });
  });

  it('follow the service clock, and the tokens outlive a restart', async () => {
    const { agent } = await new SandboxIssuer(new Keyring(masterKey), http.clock).issue();
    http.clock.advance(12 * hour - 1);
    expect((await me(agent)).status).toBe(200);
    http.clock.advance(1000);
    expect((await me(agent)).status).toBe(401);
  });
});
