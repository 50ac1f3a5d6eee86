import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { S3Settings } from '../../../src/adapters/objects/s3/s3-settings.js';
import { freePort } from './free-port.js';

export interface S3Server {
  readonly settings: S3Settings;
  /** The environment that makes a service use it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where s3rver keeps the bucket's objects. */
  readonly directory: string;
  /** SIGSTOP: connections stay and new ones are taken, but nothing is answered, until `goOn`. */
  hang(): void;
  goOn(): void;
  stop(): Promise<void>;
}

/** An S3 server with an empty bucket, and how it treats the condition `If-None-Match: *` of a PUT. */
export const startS3Server = async (conditions: 'kept' | 'ignored' | 'refused' = 'kept'): Promise<S3Server> => {
  const directory = await mkdtemp(join(tmpdir(), 'realname-s3-'));
  const port = await freePort();
  const bucket = 'realname-objects';
  const server = spawn(
    process.execPath,
    [resolve('test/support/servers/s3-server-process.mjs'), String(port), directory, bucket, conditions],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(server, 'exit');
  const failed = ended.then(() => {
    throw new Error('the S3 server of this test ended');
  });
  failed.catch(() => {});
  await Promise.race([once(server.stdout, 'data'), failed]);
  const settings: S3Settings = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    bucket,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
    pathStyle: true,
  };
  return {
    settings,
    environment: {
      S3_ENDPOINT: settings.endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: settings.accessKeyId,
      S3_SECRET_ACCESS_KEY: settings.secretAccessKey,
    },
    directory: join(directory, bucket),
    hang: () => server.kill('SIGSTOP'),
    goOn: () => server.kill('SIGCONT'),
    stop: async () => {
      server.kill('SIGKILL');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
};
