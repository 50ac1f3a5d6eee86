import { describe, expect, it } from '@jest/globals';
import { type SourceFile, sourceFiles } from './support/source-files.js';

/**
 * Every room, and what it may import beside itself: beginnings of paths and names of packages. The longest room that a
 * path lies in counts. A room that only the list of its handlers may import names nobody: `contents.ts` is the
 * application's own.
 */
const nest = ['@nestjs/common', '@nestjs/cqrs', 'node:crypto'];
const base = ['src/domain/', 'src/application/core/', 'src/application/shared/', 'src/application/ports/', ...nest];
const readSide = [...base, 'src/application/read-models/'];
const futures = (...rooms: readonly string[]) => [
  ...readSide,
  ...rooms.map((room) => `src/application/futures/${room}/`),
];
const journeys = [...readSide, 'src/application/futures/', 'src/application/identity/'];
const resilience = 'src/adapters/resilience/';
const files = 'src/adapters/files/';
const adapter = (...drivers: readonly string[]) => [
  ...['src/domain/', 'src/application/', files, resilience, 'node:'],
  ...drivers,
];
const onPostgres = (...drivers: readonly string[]) => adapter('src/adapters/postgres-server/', 'pg', ...drivers);

const screens = (...rooms: readonly string[]) => ['@realname/client', 'vue', 'vue-router', ...rooms];

const walls: { readonly [room: string]: readonly string[] } = {
  'src/domain/shared/': [],
  'src/domain/audit-trail/': ['src/domain/shared/'],
  'src/domain/claim/': ['src/domain/shared/'],
  'src/domain/customer-account/': ['src/domain/shared/'],
  'src/domain/digital-certificate/': ['src/domain/shared/'],
  'src/domain/four-eyes-act/': ['src/domain/shared/'],
  'src/domain/identity-user/': ['src/domain/shared/'],
  'src/domain/profile-change-request/': ['src/domain/shared/'],
  'src/domain/signature-time-stamp/': ['src/domain/shared/'],
  'src/domain/sms-number/': ['src/domain/shared/'],
  'src/domain/video-verification/': ['src/domain/shared/'],

  'src/application/ports/': ['src/domain/'],
  'src/application/core/': ['src/domain/', 'src/application/ports/', ...nest],
  'src/application/shared/': base,
  'src/application/transparency-log/': ['src/application/ports/', 'node:crypto'],
  'src/application/read-models/': ['src/domain/', 'src/application/core/', 'src/application/ports/'],
  'src/application/futures/account/': futures(),
  'src/application/futures/change-request/kinds/': futures('account'),
  'src/application/futures/documents/': futures('account', 'change-request/kinds'),
  'src/application/futures/change-request/': futures('account', 'documents'),
  'src/application/futures/profile/': futures('account', 'change-request'),
  'src/application/futures/certificate/': futures('account'),
  'src/application/futures/signing/': futures('account', 'change-request', 'documents', 'certificate'),
  'src/application/futures/video/': futures('account'),
  'src/application/identity/': readSide,
  'src/application/back-office/': journeys,
  'src/application/audit/': [...journeys, 'src/application/transparency-log/', 'fflate'],
  'src/application/processes/': journeys,
  'src/application/': ['src/application/', ...nest],

  'src/adapters/company-review/': adapter(),
  'src/adapters/configuration/': adapter('class-transformer', 'class-validator', 'reflect-metadata'),
  'src/adapters/embedded/': adapter(),
  'src/adapters/erasures/': adapter(),
  'src/adapters/event-macs/': adapter(),
  'src/adapters/eventstoredb/': adapter('@eventstore/db-client'),
  'src/adapters/files/': adapter(),
  'src/adapters/http/': adapter('@fastify/', '@nestjs/', 'class-transformer', 'class-validator', 'fastify'),
  'src/adapters/log-guard/': adapter(),
  'src/adapters/images/': adapter('sharp', 'svg-captcha'),
  'src/adapters/objects/': adapter('@aws-sdk/client-s3'),
  'src/adapters/observability/': adapter('@nestjs/common', '@opentelemetry/', 'pino', 'prom-client'),
  'src/adapters/password/': adapter('@node-rs/argon2'),
  'src/adapters/pki/': adapter('@peculiar/x509', 'cockatiel', 'pkijs', 'reflect-metadata', 'src/adapters/sealed-file/'),
  'src/adapters/postgres-server/': adapter('cockatiel', 'pg', 'typeorm'),
  'src/adapters/postgres/': onPostgres('typeorm'),
  'src/adapters/read-only/': adapter(),
  'src/adapters/redis/': adapter('ioredis'),
  'src/adapters/resilience/': ['src/application/ports/', 'node:timers/promises', 'cockatiel'],
  'src/adapters/sandbox/': onPostgres('jose', 'sharp'),
  'src/adapters/sandbox/people/': [
    'src/domain/shared/',
    'src/application/ports/',
    'node:crypto',
    '@peculiar/x509',
    'sharp',
  ],
  'src/adapters/sounds/': adapter(),
  'src/adapters/sealed-file/': adapter(),
  'src/adapters/staff-tokens/': adapter('jose'),
  'src/adapters/system-clock/': adapter(),
  'src/adapters/tencent-cloud/': adapter('cockatiel', 'tencentcloud-sdk-nodejs-common', 'tencentcloud-sdk-nodejs-sms'),
  'src/adapters/transparency-log/': onPostgres(
    'src/adapters/sealed-file/',
    'src/adapters/typeorm/batches',
    'src/adapters/typeorm/until-break',
  ),
  'src/adapters/typeorm/': onPostgres('typeorm'),
  'src/adapters/video-room/': adapter('jose'),
  'src/adapters/witness/': adapter(),

  'client/src/': ['openapi-fetch'],
  'web/src/kit/': screens('vant'),
  'web/src/console/': screens('web/src/kit/'),
  'web/src/futures/': screens('web/src/kit/', 'vant'),
  'web/src/identity/': screens('web/src/kit/', 'vant'),
  'web/src/staff/': screens('web/src/kit/'),
  'web/src/desk/': screens('web/src/kit/', 'web/src/staff/'),
  'web/src/operator/': screens('web/src/kit/', 'web/src/staff/'),
  'web/src/audit/': screens('web/src/kit/', 'web/src/staff/'),
  'web/src/audit/verification/': ['@peculiar/x509', 'fflate', 'reflect-metadata'],
};

/** These see everything: they put the rooms together, or make files out of them. */
const composing = ['src/main.ts', 'src/cli.ts', 'src/openapi.ts', 'src/adapters/composition/'];

const rooms = Object.keys(walls).sort((a, b) => b.length - a.length);
const roomOf = (path: string): string | undefined =>
  composing.some((each) => path.startsWith(each)) ? undefined : rooms.find((room) => path.startsWith(room));

const trespasses = ({ path, imports }: SourceFile): readonly string[] => {
  const room = roomOf(path);
  if (room === undefined) return [];
  const may = [room, ...walls[room]!];
  const outside = imports.filter((target) => !may.some((each) => target.startsWith(each)));
  return outside.map((target) => `${path} imports ${target}`);
};

describe('architecture', () => {
  const files = sourceFiles('src', 'client/src', 'web/src');

  it('each room imports only what it may', () => {
    expect(files.flatMap(trespasses)).toEqual([]);
  });

  it('every file lies in a room or composes, and every room has a file', () => {
    const lost = files.filter(({ path }) => !roomOf(path) && !composing.some((each) => path.startsWith(each)));
    expect(lost.map(({ path }) => path)).toEqual([]);
    expect(rooms.filter((room) => !files.some(({ path }) => roomOf(path) === room))).toEqual([]);
  });

  it('would notice a trespass', () => {
    const file = (path: string, ...imports: string[]) => ({ path, text: '', imports });
    const bad = [
      file('src/domain/claim/decider.ts', 'src/domain/sms-number/events.ts', 'node:crypto'),
      file('src/application/core/claims.ts', 'src/application/shared/captchas.ts', 'pg'),
      file('src/application/futures/video/queue.ts', 'src/application/identity/users.ts'),
      file('src/application/audit/log.ts', 'src/application/back-office/review.ts'),
      file('src/adapters/postgres/keys.ts', 'src/adapters/typeorm/tables.ts', 'src/adapters/composition/config.ts'),
      file('src/adapters/redis/queue.ts', 'src/adapters/postgres-server/pool.ts', 'fastify'),
      file('client/src/api.ts', 'node:fs', 'src/domain/shared/result.ts'),
      file('web/src/futures/main.ts', 'web/src/console/main.ts', 'client/src/press.ts'),
    ];
    expect(bad.flatMap(trespasses)).toHaveLength(14);
  });
});
