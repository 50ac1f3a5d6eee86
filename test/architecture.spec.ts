import { describe, expect, it } from '@jest/globals';
import { type SourceFile, sourceFiles } from './support/source-files.js';

/** The drivers of each adapter; all of them may use Node's own modules. */
const drivers: { readonly [adapter: string]: readonly string[] } = {
  captcha: ['svg-captcha', 'sharp'],
  companies: ['class-transformer', 'class-validator', 'reflect-metadata'],
  'company-review': [],
  embedded: [],
  eventstoredb: ['@eventstore/db-client'],
  face: ['sharp'],
  http: ['@fastify/', '@nestjs/', 'class-transformer', 'class-validator', 'fastify', 'fflate'],
  'identity-authority': [],
  'identity-configuration': [],
  'master-key': [],
  observability: ['@nestjs/common', '@opentelemetry/', 'pino', 'prom-client'],
  password: ['@node-rs/argon2'],
  photos: ['sharp'],
  pki: ['@peculiar/x509', 'pkijs', 'reflect-metadata'],
  postgres: ['pg', 'typeorm'],
  redis: ['ioredis'],
  s3: ['@aws-sdk/client-s3'],
  'sealed-files': [],
  'staff-tokens': ['jose'],
  'system-clock': [],
  'tencent-cloud': ['cockatiel', 'tencentcloud-sdk-nodejs-common', 'tencentcloud-sdk-nodejs-sms'],
  typeorm: ['pg', 'typeorm'],
  'video-room': ['jose'],
};

/** What the files of a room may import, as beginnings of paths or packages. The files that compose are in no room. */
const allowed = (path: string): readonly string[] | undefined => {
  const [, room, name] = path.match(/^(?:src\/)?(domain|application|adapters|client)\/([^/]+)/) ?? [];
  const inFolder = path.split('/').length > 3;
  if (room === 'domain') return [`src/domain/${name}/`, 'src/domain/shared/'];
  if (room === 'application')
    return ['src/domain/', 'src/application/', '@nestjs/common', '@nestjs/cqrs', 'node:crypto'];
  if (room === 'client')
    return /generate|types-of/.test(path) ? undefined : ['client/', 'src/domain/shared/', 'openapi-fetch'];
  if (room === 'adapters' && inFolder)
    return [
      `src/adapters/${name}/`,
      'src/application/',
      'src/domain/',
      'node:',
      ...(drivers[name!] ?? ['no driver named']),
    ];
  return undefined;
};

const trespasses = ({ path, imports }: SourceFile): readonly string[] => {
  const rooms = allowed(path);
  const outside = imports.filter((target) => rooms && !rooms.some((room) => target.startsWith(room)));
  return outside.map((target) => `${path} imports ${target}`);
};

describe('architecture', () => {
  const files = sourceFiles('src', 'client', 'demo', 'test');

  it('each room imports only what it may', () => {
    expect(files.filter(({ path }) => allowed(path)).length).toBeGreaterThan(100);
    expect(files.flatMap(trespasses)).toEqual([]);
  });

  it('only the files that compose see everything', () => {
    const free = files.filter(({ path }) => path.startsWith('src/') && !allowed(path)).map(({ path }) => path);
    const composing = ['app.module', 'config', 'provider-config', 'providers', 'resources', 'service'].map(
      (name) => `src/adapters/${name}.ts`,
    );
    expect(free).toEqual([...composing, 'src/main.ts']);
  });

  it('would notice a trespass', () => {
    const file = (path: string, ...imports: string[]) => ({ path, text: '', imports });
    const bad = [
      file('src/domain/claim/decider.ts', 'src/domain/sms-number/events.ts', 'node:crypto'),
      file('src/application/core/claims.ts', 'src/adapters/composition/config.ts', 'pg'),
      file(
        'src/adapters/postgres-server/pool.ts',
        'src/adapters/typeorm/tables.ts',
        'src/adapters/composition/config.ts',
        'fastify',
      ),
      file('client/api.ts', 'node:fs', 'src/main.ts'),
    ];
    expect(bad.flatMap(trespasses)).toHaveLength(9);
  });

  it('no file has more than 250 lines', () => {
    const long = files
      .map(({ path, text }) => [path, text.split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 250);
    expect(long).toEqual([]);
  });
});
