import 'reflect-metadata';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { holdPort } from '../../src/adapters/composition/held-port.js';
import { chosenAdapters } from '../../src/adapters/composition/ports.js';
import { Resources } from '../../src/adapters/composition/resources.js';
import { startErrorText } from '../../src/adapters/composition/start-errors.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { realEnvironment } from '../support/servers/real-providers.js';

describe('the table of ports', () => {
  it('has an adapter for every port where nothing is chosen: a sandbox', () => {
    expect(chosenAdapters(readConfig({ DATA_DIR: '/data' }))).toMatchObject({
      'event store': 'embedded PostgreSQL',
      'captchas, codes, sessions': 'embedded PostgreSQL',
      'photos, documents': 'sealed files below /data/objects',
      'SMS gateway': 'the sandbox’s inbox',
    });
  });

  it('chooses an adapter by one variable, and says which', () => {
    const servers = { DATABASE_URL: 'postgresql://host/db', REDIS_URL: 'redis://host', LIVEKIT_URL: 'wss://host' };
    const keys = { LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'secret' };
    expect(chosenAdapters(readConfig({ ...servers, ...keys }))).toMatchObject({
      'event store': 'PostgreSQL (DATABASE_URL)',
      'captchas, codes, sessions': 'Redis (REDIS_URL)',
      'video queue': 'Redis (REDIS_URL)',
      'video room': 'LiveKit (LIVEKIT_URL)',
    });
    expect(chosenAdapters(readConfig(realEnvironment))).toMatchObject({
      clock: 'the machine’s clock',
      'SMS gateway': 'Tencent Cloud SMS (SMS_GATEWAY)',
      'staff tokens': 'https://login.example.com (OIDC_ISSUER)',
    });
  });

  it('chooses each provider for its own port alone', () => {
    const real = readConfig(realEnvironment);
    const mixed = { ...real, sandbox: true, tencentCloud: { ...real.tencentCloud, identityAuthority: undefined } };
    expect(chosenAdapters(mixed)).toMatchObject({
      'SMS gateway': 'Tencent Cloud SMS (SMS_GATEWAY)',
      'identity authority': 'the sandbox’s: a name says what comes of it',
      'face provider': 'Tencent Cloud FaceID (FACE_PROVIDER)',
    });
  });
});

describe('resources', () => {
  it('are closed once, the last opened first; one that cannot be closed holds up nothing', async () => {
    const said: string[] = [];
    const resources = new Resources((level, message) => said.push(`${level} ${message}`));
    const close = (name: string) => said.push(`${name} closed`);
    expect(resources.add('pool', close)).toBe('pool');
    resources.add('queue', () => Promise.reject(new Error('gone')));
    resources.add('app', close);
    await resources.close();
    await resources.close();
    expect(said).toEqual(['app closed', 'warn not closed', 'pool closed']);
  });
});

describe('a port to listen on', () => {
  const listening = (port: number) =>
    new Promise<string>((resolve) => {
      const server = createServer()
        .on('error', ({ message }) => resolve(message))
        .listen(port, '127.0.0.1', () => server.close(() => resolve('listening')));
    });

  it('is held until it is let go, whether it was asked for or any free one', async () => {
    const free = await holdPort(0, '127.0.0.1');
    expect(await listening(free.port)).toContain('EADDRINUSE');
    await free.release();
    const asked = await holdPort(free.port, '127.0.0.1');
    expect(asked.port).toBe(free.port);
    expect(await listening(free.port)).toContain('EADDRINUSE');
    await asked.release();
    expect(await listening(free.port)).toBe('listening');
  });

  it('answers nobody meanwhile, and is let go although somebody tried', async () => {
    const held = await holdPort(0, '127.0.0.1');
    await expect(fetch(`http://127.0.0.1:${held.port}`)).rejects.toThrow();
    await held.release();
  });

  it('is refused by the name of its variable where it cannot be had', async () => {
    const held = await holdPort(0, '127.0.0.1');
    await expect(holdPort(held.port, '127.0.0.1')).rejects.toThrow(`PORT: 127.0.0.1:${held.port} is taken`);
    await held.release();
    await expect(holdPort(0, '203.0.113.1')).rejects.toThrow(
      'HOST: nothing can listen on 203.0.113.1:0 (EADDRNOTAVAIL)',
    );
    await expect(holdPort(0, 'no-such-host.invalid')).rejects.toThrow(/^HOST: nothing .* no-such-host\.invalid:0 \(E/);
  });
});

describe('what a start that failed says', () => {
  const urls = {
    DATABASE_URL: 'postgresql://user:s3cr%40t@db.example:5433/realname?sslmode=require',
    REDIS_URL: 'redis://:s3cret@cache.example:6379',
    EVENTSTORE_URL: 'esdb://admin:s3cret@one:2113?tls=false',
  };
  const said = (error: Error, environment: Readonly<Record<string, string>> = urls) =>
    startErrorText(error, readConfig(environment));
  const away = (dependency: string, code?: string) =>
    new DependencyUnavailable(dependency, { cause: Object.assign(new Error('s3cret'), { code }) });

  it('names variable, host and cause of a server that is away, and no password', () => {
    expect(said(away('postgres', 'ECONNREFUSED'))).toBe(
      'DATABASE_URL: postgres is unavailable at db.example:5433 (ECONNREFUSED)',
    );
    expect(said(away('redis'))).toBe('REDIS_URL: redis is unavailable at cache.example:6379 (no answer in time)');
    expect(said(away('event store', '14'))).toBe('EVENTSTORE_URL: event store is unavailable at one:2113 (14)');
    const { DATABASE_URL } = urls;
    expect(said(away('event store', '53100'), { DATABASE_URL })).toContain('DATABASE_URL: event store is unavailable');
    expect(said(away('postgres'), { DATABASE_URL: 'postgresql:///realname' })).toContain('the local socket');
    expect(said(away('postgres', '53100'), {})).toBe('postgres is unavailable (53100)');
  });

  it('names the variable of a database that refuses', () => {
    const refused = Object.assign(new Error('password authentication failed for user "user"'), { code: '28P01' });
    expect(said(refused)).toBe('DATABASE_URL: db.example:5433: password authentication failed for user "user" (28P01)');
  });

  it('is the message of everything else, and of whatever is wrong before there is a configuration', () => {
    expect(said(new Error('another instance uses /data'))).toBe('another instance uses /data');
    expect(startErrorText(new Error('PORT must be a number'), undefined)).toBe('PORT must be a number');
  });
});
