import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { timeIn, timeStampRequest } from '../../src/adapters/pki/time-stamp-token.js';
import { HttpTimeStamps, rootsIn } from '../../src/adapters/pki/time-stamps.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { type TimeStampFault, TimeStampServer } from '../support/servers/time-stamp-server.js';
import { timeStampsContract } from './time-stamps.contract.js';

const limits = { timeoutMs: 5_000, retryAfterMs: 1, breakAfter: 3, breakMs: 600_000 };
const data = Buffer.from('what is stamped');

let server: TimeStampServer;
let told: string[];
let adapter: HttpTimeStamps;
const stamping = (settings: { roots?: string; limits?: typeof limits } = {}) =>
  new HttpTimeStamps({
    url: server.url,
    roots: server.roots,
    limits,
    watch: {
      breaker: (of, state) => void told.push(`${of} ${state}`),
      refused: (of, action, code) => void told.push(`${of} refused ${action}: ${code}`),
    },
    ...settings,
  });
beforeAll(async () => {
  server = await TimeStampServer.start();
  await server.makeSigner('notCritical', { critical: false });
  await server.makeSigner('both', { purposes: ['1.3.6.1.5.5.7.3.8', '1.3.6.1.5.5.7.3.4'] });
  await server.makeSigner('documents', { purposes: ['1.3.6.1.5.5.7.3.36'] });
  await server.makeSigner('second');
  await server.makeSigner('expired', { until: new Date('2021-01-01T00:00:00Z') });
  await server.makeRoot('another');
  await server.makeSigner('foreign', { root: 'another' });
});
afterAll(() => server.close());
beforeEach(() => {
  told = [];
  server.faults.length = 0;
  server.asked.length = 0;
  server.options = [];
  adapter = stamping();
});

timeStampsContract('RFC 3161 over HTTP', () => adapter);

describe('RFC 3161 over HTTP', () => {
  it('gives what OpenSSL verifies, at the time that it tells', async () => {
    const { response, at } = await adapter.stamp(data);
    const { openssl } = server;
    openssl.write('data', data);
    openssl.write('stamp.tsr', response);
    expect(openssl.run('ts', '-verify', '-in', 'stamp.tsr', '-data', 'data', '-CAfile', 'root.pem')).toContain('OK');
    const text = openssl.run('ts', '-reply', '-in', 'stamp.tsr', '-text');
    const [, time] = /^Time stamp: (.+)$/m.exec(text)!;
    expect(new Date(time!).toISOString()).toBe(at);
    expect(server.asked).toEqual(['application/timestamp-query']);
  });

  it('takes the second one of a root too, and an ESS certificate id by SHA-1', async () => {
    server.faults.push({ signer: 'second' });
    await adapter.stamp(data);
    server.openssl.write('tsa.cnf', server.openssl.read('tsa.cnf').toString().replace('alg = sha256', 'alg = sha1'));
    await adapter.stamp(data);
    expect(told).toEqual([]);
  });

  const another = (openssl: TimeStampServer['openssl'], ...options: readonly string[]) => {
    openssl.write('other', 'something else');
    openssl.run('ts', '-query', '-data', 'other', '-sha256', '-cert', ...options, '-out', 'other.tsq');
    return openssl.read('other.tsq');
  };
  /** The same request but for its last byte of the digest, its nonce, … */
  const replaced = (request: Buffer, from: (request: Buffer) => number) => {
    const copy = Buffer.from(request);
    copy[from(copy)]! ^= 1;
    return copy;
  };
  const endOfDigest = (request: Buffer) => request.indexOf(Buffer.from('0420', 'hex')) + 33;
  const endOfNonce = (request: Buffer) => request.length - 4;

  it.each<[string, () => TimeStampFault, RegExp]>([
    [
      'over something else',
      () => ({ asked: (each) => replaced(each, endOfDigest) }),
      /over something else|cannot be verified/,
    ],
    ['with another nonce', () => ({ asked: (each) => replaced(each, endOfNonce) }), /has another nonce/],
    ['to another request', () => ({ asked: () => another(server.openssl) }), /over something else/],
    ['of an authority that is not trusted', () => ({ signer: 'foreign' }), /cannot be verified/],
    ['by a certificate that had expired', () => ({ signer: 'expired' }), /cannot be verified/],
    ['by a certificate for documents', () => ({ signer: 'documents' }), /not for time-stamping alone/],
    ['by one for more than time-stamping', () => ({ signer: 'both' }), /not for time-stamping alone/],
    ['by one whose purpose is not critical', () => ({ signer: 'notCritical' }), /not for time-stamping alone/],
    ['that does not name its certificate', () => ({ signer: 'tsa', ess: false }), /does not name the certificate/],
    ['that is no DER', () => ({ body: Buffer.from('<html>') }), /is not DER|malformed/],
    ['that is empty', () => ({ body: Buffer.alloc(0) }), /is not DER|malformed/],
    ['that refuses', () => ({ body: Buffer.from('30053003020102', 'hex') }), /is refused with status 2/],
  ])('an answer %s is no time-stamp, and the operator is told', async (_, fault, reason) => {
    server.faults.push(fault());
    await expect(adapter.stamp(data)).rejects.toThrow(DependencyUnavailable);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(reason);
    expect(server.asked).toHaveLength(1);
  });

  it('an answer without the certificate is none', async () => {
    server.faults.push({ asked: (each) => Buffer.concat([Buffer.of(0x30, each[1]! - 3), each.subarray(2, -3)]) });
    await expect(adapter.stamp(data)).rejects.toThrow(DependencyUnavailable);
    expect(told).toEqual([expect.stringContaining('cannot be verified')]);
  });

  it('an answer of which any byte was altered tells the same time, or none', async () => {
    const nonce = Buffer.from('0102030405060708', 'hex');
    server.openssl.write('asked.tsq', timeStampRequest(data, nonce));
    const files = ['-config', 'tsa.cnf', '-queryfile', 'asked.tsq', '-signer', 'tsa.pem', '-inkey', 'tsa.key'];
    server.openssl.run('ts', '-reply', ...files, '-out', 'answer.tsr');
    const response = server.openssl.read('answer.tsr');
    const roots = rootsIn(server.roots);
    const time = await timeIn(response, { data, nonce, roots });
    const others: string[] = [];
    for (let at = 0; at < response.length; at += 3) {
      response[at]! ^= 1;
      const told = await timeIn(response, { data, nonce, roots }).catch(() => 'none');
      if (told !== 'none' && told !== time) others.push(`${at}: ${told}`);
      response[at]! ^= 1;
    }
    expect(others).toEqual([]);
    expect(await timeIn(response, { data, nonce, roots })).toBe(time);
  });

  it('is asked twice, and then left alone for a while', async () => {
    server.faults.push({ status: 503 });
    await expect(adapter.stamp(data)).resolves.toBeDefined();
    server.faults.push({ status: 500 }, { status: 500 }, { status: 500 }, { status: 500 });
    await expect(adapter.stamp(data)).rejects.toThrow(DependencyUnavailable);
    await expect(adapter.stamp(data)).rejects.toThrow(DependencyUnavailable);
    const asked = server.asked.length;
    await expect(adapter.stamp(data)).rejects.toThrow(DependencyUnavailable);
    expect(server.asked).toHaveLength(asked);
    expect(told).toContain('time-stamping authority open');
  });

  it('that gives no answer is not waited for longer than allowed', async () => {
    server.faults.push('hang', 'hang');
    const adapter = stamping({ limits: { ...limits, timeoutMs: 50 } });
    await expect(adapter.stamp(data)).rejects.toThrow(DependencyUnavailable);
  });

  it('roots without a certificate are refused at the start', () => {
    expect(() => stamping({ roots: 'nothing' })).toThrow('no certificate');
  });
});
