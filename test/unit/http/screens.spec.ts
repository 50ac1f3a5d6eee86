import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { addSandboxDoor } from '../../../src/adapters/http/sandbox/sandbox-door.js';
import { addScreens, hasScreens } from '../../../src/adapters/http/screens.js';

describe('screens', () => {
  let folder: string;
  let fastify: FastifyInstance;

  const file = async (name: string, content: string | Buffer) => {
    await mkdir(join(folder, dirname(name)), { recursive: true });
    await writeFile(join(folder, name), content);
  };

  const open = async (sandbox: boolean): Promise<void> => {
    fastify = Fastify();
    fastify.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store').header('content-security-policy', "default-src 'none'");
    });
    addSandboxDoor(fastify, false);
    addScreens(fastify, { folder, callees: ['https://login.example.com'] }, sandbox);
    await fastify.ready();
  };

  const get = (url: string, headers: Record<string, string> = {}) => fastify.inject({ url, headers });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realname-screens-'));
    await file('index.html', 'the console');
    await file('app/futures/index.html', 'the app');
    await file('assets/app-1a2b3c4d.js', 'plain');
    await file('assets/app-1a2b3c4d.js.br', brotliCompressSync('plain'));
  });
  afterEach(async () => {
    await fastify?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('a page stands at its folder’s address, is kept by nobody and runs nothing of others', async () => {
    await open(true);
    for (const address of ['/app/futures', '/app/futures/']) {
      const { statusCode, body, headers } = await get(address);
      expect([statusCode, body]).toEqual([200, 'the app']);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-frame-options']).toBe('SAMEORIGIN');
      expect(headers['content-security-policy']).toContain("script-src 'self'; style-src 'self';");
      expect(headers['content-security-policy']).toContain("connect-src 'self' https://login.example.com;");
      expect(headers['content-security-policy']).not.toContain('unsafe');
    }
  });

  it('a page answers HEAD as GET, without its bytes', async () => {
    await open(true);
    const { statusCode, body, headers } = await fastify.inject({ method: 'HEAD', url: '/app/futures' });
    expect([statusCode, body, headers['cache-control']]).toEqual([200, '', 'no-store']);
    expect(headers['content-length']).toBe(String('the app'.length));
  });

  it('what pages load is kept for good, and goes compressed to whoever takes it', async () => {
    await open(true);
    const plain = await get('/assets/app-1a2b3c4d.js');
    expect([plain.body, plain.headers['content-encoding'], plain.headers.vary]).toEqual([
      'plain',
      undefined,
      'Accept-Encoding',
    ]);
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const packed = await get('/assets/app-1a2b3c4d.js', { 'accept-encoding': 'gzip, br' });
    expect([packed.statusCode, packed.headers['content-encoding'], packed.headers['cache-control']]).toEqual([
      200,
      'br',
      'public, max-age=31536000, immutable',
    ]);
    expect(packed.headers['content-type']).toMatch(/javascript/);
    for (const address of ['/assets/none.js', '/assets/', '/assets/../index.html', '/assets/%2e%2e/index.html'])
      expect((await get(address)).statusCode).toBeGreaterThanOrEqual(400);
  });

  it('the console is there in the sandbox alone, and for this machine', async () => {
    await open(true);
    expect((await get('/', { host: 'localhost:3000' })).body).toBe('the console');
    await expect(
      get('/', { host: 'realname.example.com' }).then(({ statusCode }) => statusCode),
    ).resolves.toBeGreaterThanOrEqual(400);
    await expect(
      get('/', { host: 'localhost', 'x-forwarded-for': '10.0.0.1' }).then(({ statusCode }) => statusCode),
    ).resolves.toBeGreaterThanOrEqual(400);
    await fastify.close();
    await open(false);
    expect([(await get('/')).statusCode, (await get('/app/futures')).statusCode]).toEqual([404, 200]);
  });

  it('what was not built is not served', async () => {
    await open(true);
    expect([hasScreens(folder), hasScreens(join(folder, 'elsewhere'))]).toEqual([true, false]);
  });
});
