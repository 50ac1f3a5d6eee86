import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsistencyTokens } from '../../../src/adapters/http/consistency.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import type { Fork } from '../../../src/application/ports/known-log.js';
import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';
import { rule } from '../../../src/domain/shared/domain-error.js';
import { masterKey, openTestApp, type TestApp, tokenLog } from '../../support/http-app/http-app.js';

let http: TestApp;
beforeAll(async () => {
  http = await openTestApp();
});
afterAll(() => http.app.close());
beforeEach(() => {
  http.readModels.lagging = false;
  http.readModels.waitedFor.length = 0;
});

const written = async (act: () => unknown = () => ({})) => {
  http.behaviour.act = (context) => {
    context.written.position = '42/位置';
    return act();
  };
  const response = await fetch(`${http.url}/v1/futures/writes`, { method: 'POST', headers: await signedIn() });
  return response.headers.get('consistency-token');
};
const signedIn = async () => {
  const { token } = await http.sessions.open({ app: 'futures', subject: 'ann', device: 'device-0001' });
  return { authorization: `Bearer ${token}`, 'x-device-id': 'device-0001' };
};
const read = async (token: string, init: RequestInit = {}) => {
  const response = await fetch(`${http.url}/v1/things`, { ...init, headers: { 'consistency-token': token } });
  const { code } = (await response.json()) as { code?: string };
  return { outcome: `${response.status} ${code ?? ''}`.trim(), retryAfter: response.headers.get('retry-after') };
};

it('a write answers a token, also where it ends in a refusal; a read that sends it waits for that write', async () => {
  const token = await written();
  expect((await read(token!)).outcome).toBe('200');
  expect(http.readModels.waitedFor).toEqual(['42/位置']);
  const refused = await written(() => {
    throw rule('sms.code-invalid');
  });
  await read(refused!);
  expect(http.readModels.waitedFor).toEqual(['42/位置', '42/位置']);
});

it('shows nothing of the position: tokens have one length, and two of one position differ', async () => {
  const tokens = new ConsistencyTokens(new Keyring(masterKey), tokenLog('log'));
  const made = ['1', '42/位置', '18446744073709551615/18446744073709551615', '42/位置'].map((at) => tokens.tokenOf(at));
  expect(new Set(made.map(({ length }) => length)).size).toBe(1);
  expect(new Set(made).size).toBe(4);
  expect(made.map((token) => tokens.positionOf(token)).at(-1)).toBe('42/位置');
  expect(Buffer.from(made[1]!, 'base64url').includes('位置')).toBe(false);
});

it('a stranger gets none, whether or not something was written; what was is seen before the answer', async () => {
  const answered = async (position?: string, fails = false) => {
    http.behaviour.act = (context) => {
      if (position) context.written.position = position;
      if (fails) throw rule('sms.code-invalid');
      return {};
    };
    const response = await fetch(`${http.url}/v1/writes`, { method: 'POST' });
    return [response.status, response.headers.get('consistency-token')];
  };
  expect([await answered('42'), await answered(), await answered('43', true)]).toEqual([
    [201, null],
    [201, null],
    [422, null],
  ]);
  expect(http.readModels.waitedFor).toEqual(['42']);
});

it('a call that appended nothing answers none', async () => {
  http.behaviour.act = () => ({});
  const response = await fetch(`${http.url}/v1/futures/writes`, { method: 'POST', headers: await signedIn() });
  expect(response.headers.get('consistency-token')).toBeNull();
});

it('a read that cannot see the write in time says so', async () => {
  const token = await written();
  http.readModels.lagging = true;
  expect(await read(token!)).toEqual({ outcome: '503 projection.lagging', retryAfter: '1' });
});

it('refuses tokens that are forged or of another log', async () => {
  const token = (await written())!;
  const foreign = new ConsistencyTokens(new Keyring(masterKey), tokenLog('another log')).tokenOf('42/位置');
  const otherKey = new ConsistencyTokens(new Keyring(Buffer.alloc(32, 8)), tokenLog('log')).tokenOf('42/位置');
  const changed = `${token.slice(0, 40)}${token[40] === 'A' ? 'B' : 'A'}${token.slice(41)}`;
  for (const forged of [foreign, otherKey, changed, '.', 'x', `${token.slice(0, -1)}.`, `${token}0`, 'x'.repeat(5000)])
    expect((await read(forged)).outcome).toBe('400 consistency-token.invalid');
  expect(http.readModels.waitedFor).toEqual([]);
});

it('a write that carries one does not wait', async () => {
  const token = await written();
  const headers = { ...(await signedIn()), 'consistency-token': token! };
  await fetch(`${http.url}/v1/futures/writes`, { method: 'POST', headers });
  expect(http.readModels.waitedFor).toEqual([]);
});

describe('a token after a loss of the log’s end was accepted', () => {
  const tokens = (...forks: Fork[]) => new ConsistencyTokens(new Keyring(masterKey), tokenLog('log', forks));
  const before = tokens();
  const fork = { epoch: 1, survivor: '124' };
  const after = tokens(fork);

  it('is good up to what surely survived, and refused beyond it', () => {
    expect(after.positionOf(before.tokenOf('124'))).toBe('124');
    expect(() => after.positionOf(before.tokenOf('125'))).toThrow('consistency-token.invalid');
    expect(after.positionOf(after.tokenOf('125'))).toBe('125');
  });

  it('is judged by every loss since it was given', () => {
    const twice = tokens(fork, { epoch: 2, survivor: '130' });
    expect(twice.positionOf(before.tokenOf('124'))).toBe('124');
    expect(() => twice.positionOf(before.tokenOf('130'))).toThrow('consistency-token.invalid');
    expect(twice.positionOf(after.tokenOf('130'))).toBe('130');
    expect(() => twice.positionOf(after.tokenOf('131'))).toThrow('consistency-token.invalid');
    expect(() => tokens({ epoch: 1, survivor: undefined }).positionOf(before.tokenOf('1'))).toThrow();
  });

  it('of an instance that knows of the loss already is a matter of time, not a forgery', () => {
    expect(() => before.positionOf(after.tokenOf('125'))).toThrow(DependencyUnavailable);
  });
});
