import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { S3Objects } from '../../src/adapters/objects/s3/s3-objects.js';
import type { S3Settings } from '../../src/adapters/objects/s3/s3-settings.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { SealedObjects } from '../../src/application/shared/sealed-objects.js';
import { eventually } from '../support/eventually.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { type S3Server, startS3Server } from '../support/servers/s3-server.js';
import { objectStoreContract } from './object-store.contract.js';

let server: S3Server;
const opened: S3Objects[] = [];
const open = async (settings: S3Settings = server.settings, deadlineMs?: number): Promise<S3Objects> => {
  const store = await S3Objects.open(settings, deadlineMs);
  opened.push(store);
  return store;
};
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(async () => {
  for (const store of opened) await store.close();
  await server.stop();
});

objectStoreContract('S3', () => open());

describe('what lies in the bucket (P3)', () => {
  const photo = Buffer.from('JFIF 张三 410101199508130033');
  /** The file in which the server keeps an object, with what the server answers for it. */
  const fileOf = (id: string) => join(server.directory, `${id}._S3rver_object`);
  const sealed = async () => new SealedObjects(await open(), new MemoryDataKeys());

  it('P3 is sealed: nothing in clear, nothing without the key', async () => {
    const [objects, id] = [await sealed(), randomUUID()];
    await objects.put('customer/1', id, photo);
    const stored = await readFile(fileOf(id));
    expect(stored.length).toBeGreaterThan(photo.length);
    for (const clear of ['JFIF', '张三', '410101199508130033']) expect(stored.includes(clear)).toBe(false);
    expect(Buffer.from((await objects.get('customer/1', id)) as Uint8Array)).toEqual(photo);
    expect(await (await sealed()).get('customer/1', id)).toBe('erased');
  });

  it('P3 is refused once a byte is altered', async () => {
    const [objects, id] = [await sealed(), randomUUID()];
    await objects.put('customer/1', id, photo);
    const stored = await readFile(fileOf(id));
    stored[stored.length - 20]! ^= 1;
    await writeFile(fileOf(id), stored);
    await expect(objects.get('customer/1', id)).rejects.toThrow();
  });
});

describe.each(['ignored', 'refused'] as const)('where the condition of a PUT is %s', (conditions) => {
  let other: S3Server;
  beforeAll(async () => {
    other = await startS3Server(conditions);
  });
  afterAll(() => other.stop());

  it('the first bytes of an id stay', async () => {
    const [store, id] = [await open(other.settings), randomUUID()];
    await store.put(id, Buffer.from('first'));
    await store.put(id, Buffer.from('second'));
    expect(Buffer.from((await store.get(id))!).toString()).toBe('first');
  });
});

/** Milliseconds, so that nobody waits long for a server that does not answer. */
const impatient = 500;

describe('a server that is away', () => {
  const calls: Record<string, (store: S3Objects) => Promise<unknown>> = {
    put: (store) => store.put(randomUUID(), Buffer.from('x')),
    get: (store) => store.get(randomUUID()),
    delete: (store) => store.delete(randomUUID()),
    reach: (store) => store.reach(),
  };
  let away: S3Server;
  let store: S3Objects;
  beforeAll(async () => {
    away = await startS3Server();
    store = await open(away.settings, impatient);
  });
  afterAll(() => away.stop());

  it('hangs: unavailable after the deadline, and there again once it goes on', async () => {
    away.hang();
    const outcomes = await Promise.allSettled(Object.values(calls).map((call) => call(store)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(DependencyUnavailable) });
    away.goOn();
    const id = randomUUID();
    await eventually(() => store.put(id, Buffer.from('back')));
    expect(Buffer.from((await store.get(id))!).toString()).toBe('back');
  });

  it.each(Object.entries(calls))('stopped: %s says unavailable', async (_, call) => {
    await away.stop();
    await expect(call(store)).rejects.toThrow(DependencyUnavailable);
  });
});

/** Servers that list an empty bucket, and whatever else is asked. */
describe('a server that answers', () => {
  let stub: Server | undefined;
  const asked: string[] = [];
  const answering = async (answer: RequestListener): Promise<S3Settings> => {
    asked.length = 0;
    stub = createServer((request, response) => {
      if (request.url!.includes('list-type')) return response.end('<ListBucketResult/>');
      asked.push(request.method!);
      return answer(request, response);
    });
    await new Promise<void>((done) => stub!.listen(0, '127.0.0.1', done));
    return { ...server.settings, endpoint: `http://127.0.0.1:${(stub.address() as AddressInfo).port}` };
  };
  afterEach(() => {
    stub?.close();
    stub?.closeAllConnections();
  });

  it('half an object: unavailable after the deadline, and the connection is closed', async () => {
    const closed = Promise.withResolvers<void>();
    const settings = await answering((request, response) => {
      request.socket.once('close', () => closed.resolve());
      response.writeHead(200, { 'content-length': '10' }).write('half');
    });
    await expect((await open(settings, impatient)).get(randomUUID())).rejects.toThrow(DependencyUnavailable);
    await closed.promise;
  });

  it('503: asks again, three times in all', async () => {
    const settings = await answering((_, response) => response.writeHead(503).end());
    await expect((await open(settings)).get(randomUUID())).rejects.toThrow(DependencyUnavailable);
    expect(asked).toEqual(['GET', 'GET', 'GET']);
  });

  it('a PUT with a closed connection: asks again, and 412 then says that the first one was done', async () => {
    const settings = await answering((request, response) => {
      if (request.method === 'HEAD') response.writeHead(404).end();
      else if (asked.length < 3) request.socket.destroy();
      else response.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>');
    });
    await (await open(settings)).put(randomUUID(), Buffer.from('x'));
    expect(asked).toEqual(['HEAD', 'PUT', 'PUT']);
  });

  it('no bucket any more: unavailable, not unknown', async () => {
    const settings = await answering((_, response) =>
      response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>'),
    );
    const store = await open(settings);
    await expect(store.get(randomUUID())).rejects.toThrow(DependencyUnavailable);
    await expect(store.put(randomUUID(), Buffer.from('x'))).rejects.toThrow(DependencyUnavailable);
  });
});
