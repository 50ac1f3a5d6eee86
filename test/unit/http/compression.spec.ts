import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { takesGzip } from '../../../src/adapters/http/compression.js';
import { DictionariesController } from '../../../src/adapters/http/shared/dictionaries.controller.js';
import { Dictionaries } from '../../../src/application/shared/dictionaries.js';
import { openTestApp, type TestApp } from '../../support/http-app/http-app.js';

let http: TestApp;
beforeAll(async () => {
  http = await openTestApp({
    controllers: [DictionariesController],
    providers: [{ provide: Dictionaries, useValue: new Dictionaries() }],
  });
});
afterAll(() => http.app.close());

/** As it comes over the wire: fetch would ask for gzip, and undo it. */
const ask = async (path: string, headers: Record<string, string>) => {
  const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) =>
    get(`${http.url}${path}`, { headers }, resolve).on('error', reject),
  );
  const bytes = Buffer.concat(await response.toArray());
  return { status: response.statusCode, headers: response.headers, bytes };
};

describe('compression', () => {
  it('makes the regions a quarter of their size for whoever takes gzip, under an ETag of its own', async () => {
    const plain = await ask('/v1/dictionaries/regions', { origin: 'http://localhost:5173' });
    const small = await ask('/v1/dictionaries/regions', { 'accept-encoding': 'br, gzip' });
    expect([plain.headers['content-encoding'], small.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(small.bytes).equals(plain.bytes)).toBe(true);
    expect(small.bytes.length).toBeLessThan(plain.bytes.length / 4);
    expect(Number(small.headers['content-length'] ?? small.bytes.length)).toBe(small.bytes.length);
    expect(plain.headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(small.headers.etag).toBe(plain.headers.etag!.replace(/"$/, '-gzip"'));
    for (const { headers } of [plain, small]) {
      expect(headers.vary?.split(', ')).toContain('Accept-Encoding');
      expect(headers['cache-control']).toBe('public, max-age=300');
    }
  });

  it.each([
    'gzip',
    'identity',
  ])('what one has in %s is still current under its ETag, weak or not, and in another encoding it is not', async (encoding) => {
    const headers = { 'accept-encoding': encoding };
    const { etag } = (await ask('/v1/dictionaries/regions', headers)).headers;
    for (const known of [etag!, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask('/v1/dictionaries/regions', { ...headers, 'if-none-match': known });
      expect([again.status, again.bytes.length, again.headers['content-encoding']]).toEqual([304, 0, undefined]);
      expect([again.headers.etag, again.headers.vary?.includes('Accept-Encoding')]).toEqual([etag, true]);
    }
    const other = { 'accept-encoding': encoding === 'gzip' ? 'identity' : 'gzip', 'if-none-match': etag! };
    expect((await ask('/v1/dictionaries/regions', other)).status).toBe(200);
  });

  it('leaves small answers, and answers of one’s own, as they are', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    expect((await ask('/v1/dictionaries/educations', headers)).headers['content-encoding']).toBeUndefined();
    expect((await ask('/openapi.json', headers)).headers['content-encoding']).toBeUndefined();
    expect((await ask('/v1/dictionaries/nothing', headers)).headers['content-encoding']).toBeUndefined();
  });

  it.each([
    ['gzip', true],
    ['gzip, deflate, br, zstd', true],
    ['GZIP;q=0.5', true],
    ['br;q=1, *;q=0.1', true],
    ['x-gzip', true],
    ['gzip;q=0', false],
    ['gzip;q=0.000, *', false],
    ['*;q=0', false],
    ['br', false],
    ['identity', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (accepted, takes) => expect(takesGzip(accepted)).toBe(takes));
});
