import 'reflect-metadata';
import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { holdPort } from '../../src/adapters/composition/held-port.js';
import { chosenAdapters } from '../../src/adapters/composition/ports.js';
import { Resources } from '../../src/adapters/composition/resources.js';
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
  it('is the one that was asked for, or a free one that is held until it is let go', async () => {
    expect((await holdPort(3000, '127.0.0.1')).port).toBe(3000);
    const held = await holdPort(0, '127.0.0.1');
    const listening = () =>
      new Promise<string>((resolve) => {
        const server = createServer()
          .on('error', ({ message }) => resolve(message))
          .listen(held.port, '127.0.0.1', () => server.close(() => resolve('listening')));
      });
    expect(await listening()).toContain('EADDRINUSE');
    await held.release();
    expect(await listening()).toBe('listening');
  });
});
