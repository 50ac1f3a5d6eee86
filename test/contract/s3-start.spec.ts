import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { S3Objects } from '../../src/adapters/objects/s3/s3-objects.js';
import type { S3Settings } from '../../src/adapters/objects/s3/s3-settings.js';
import { configProblems } from '../support/config-problems.js';
import { freePort } from '../support/servers/free-port.js';
import { type S3Server, startS3Server } from '../support/servers/s3-server.js';

const given = {
  S3_ENDPOINT: 'https://s3.example:9000/',
  S3_BUCKET: 'photos',
  S3_ACCESS_KEY_ID: 'key-id',
  S3_SECRET_ACCESS_KEY: 'very-secret',
};

describe('the variables of S3', () => {
  it('are optional: without them there is no bucket', () => {
    expect(readConfig({}).s3).toBeUndefined();
    expect(readConfig({ S3_BUCKET: ' ', S3_ENDPOINT: '' }).s3).toBeUndefined();
  });

  it('have defaults for region and addressing', () => {
    const s3 = {
      endpoint: 'https://s3.example:9000',
      bucket: 'photos',
      accessKeyId: 'key-id',
      secretAccessKey: 'very-secret',
    };
    expect(readConfig(given).s3).toEqual({ ...s3, region: 'us-east-1', pathStyle: true });
    const own = { ...given, S3_REGION: 'cn-hangzhou', S3_PATH_STYLE: 'false' };
    expect(readConfig(own).s3).toEqual({ ...s3, region: 'cn-hangzhou', pathStyle: false });
  });

  it('go together', () => {
    expect(configProblems({ S3_SECRET_ACCESS_KEY: 'very-secret', S3_REGION: 'cn-hangzhou' })).toEqual([
      expect.stringMatching(/^S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID missing: .* go together, or none for files$/),
    ]);
  });

  it.each([
    ['S3_ENDPOINT', 's3.example'],
    ['S3_ENDPOINT', 'ftp://s3.example'],
    ['S3_ENDPOINT', 'https://s3.example/photos'],
    ['S3_ENDPOINT', 'https://key-id:very-secret@s3.example'],
    ['S3_REGION', 'Hang zhou'],
    ['S3_BUCKET', 'Photos'],
    ['S3_BUCKET', 'ab'],
    ['S3_PATH_STYLE', 'yes'],
  ])('refuse %s=%s, by name and rule and without the secret', (name, wrong) => {
    const said = configProblems({ ...given, [name]: wrong });
    expect(said).toEqual([expect.stringMatching(`^${name} must be `)]);
    expect(said.join()).not.toContain('very-secret');
  });
});

describe('a start with S3', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server();
  });
  afterAll(() => server.stop());
  const refusal = (settings: Partial<S3Settings>): Promise<string> =>
    S3Objects.open({ ...server.settings, secretAccessKey: 'very-secret', ...settings }).then(
      async (store) => {
        await store.close();
        return 'opened';
      },
      (error: Error) => error.message,
    );

  it('takes a bucket that is there', async () => expect(await refusal({})).toBe('opened'));

  it('refuses a bucket that is not there', async () =>
    expect(await refusal({ bucket: 'nowhere' })).toBe(
      `S3_BUCKET: there is no bucket nowhere at ${server.settings.endpoint}; make it first`,
    ));

  it('refuses a key that the server does not know', async () =>
    expect(await refusal({ accessKeyId: 'nobody' })).toBe(
      `S3_ACCESS_KEY_ID: ${server.settings.endpoint} does not know this key`,
    ));

  it('refuses an address where nothing answers', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    expect(await refusal({ endpoint })).toBe(`S3_ENDPOINT: no S3 server answers at ${endpoint}`);
  });

  describe('that is answered by', () => {
    let stub: Server;
    let answer: readonly [status: number, body: string];
    beforeAll(async () => {
      stub = createServer((_, response) => response.writeHead(answer[0]).end(answer[1]));
      await once(stub.listen(0, '127.0.0.1'), 'listening');
    });
    afterAll(() => void stub.close());
    const refusalBy = (status: number, body: string) => {
      answer = [status, body];
      return refusal({ endpoint: `http://127.0.0.1:${(stub.address() as AddressInfo).port}` });
    };

    it.each([
      [403, 'SignatureDoesNotMatch', 'S3_SECRET_ACCESS_KEY: it is not the secret of this key'],
      [403, 'AccessDenied', 'S3_ACCESS_KEY_ID: this key may not list the bucket realname-objects'],
      [301, 'PermanentRedirect', 'S3_REGION: the bucket realname-objects is not in us-east-1'],
      [400, 'AuthorizationHeaderMalformed', 'S3_REGION: the bucket realname-objects is not in us-east-1'],
      [403, 'RequestTimeTooSkewed', 'S3_ENDPOINT: the clocks of this machine and of http://'],
      [405, 'MethodNotAllowed', 'answers 405 MethodNotAllowed when asked for the bucket'],
    ])('%d %s says so', async (status, code, message) =>
      expect(await refusalBy(status, `<Error><Code>${code}</Code></Error>`)).toContain(message));

    it('something that is no S3 server says so', async () =>
      expect(await refusalBy(404, '<html>Not here</html>')).toMatch(/^S3_ENDPOINT: .* answers 404 /));
  });
});
