import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { help } from '../../src/adapters/composition/environment/pages.js';
import { rows, sections } from '../../src/adapters/composition/environment/variables.js';
import { pages } from '../../src/adapters/composition/pages.js';
import { configProblems } from '../support/config-problems.js';
import { sourceFiles } from '../support/source-files.js';

const names = rows.map(([name]) => name);

describe('the table of variables', () => {
  it('has each variable once, in one section', () => {
    expect(Object.values(sections).flatMap((group) => Object.keys(group))).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is what the configuration is read from: nothing else of the service reads the environment', () => {
    const readers = sourceFiles('src').filter(({ text }) => text.includes('process.env'));
    expect(readers.map(({ path }) => path)).toEqual([
      // PATH alone, which the embedded PostgreSQL is started with.
      'src/adapters/embedded/postgres-binaries.ts',
      'src/main.ts',
    ]);
  });

  it('names only choices that exist', () => {
    const needed = rows.flatMap(([, { neededBy }]) => neededBy.map((choice) => choice.split('=')[0]));
    expect(names).toEqual(expect.arrayContaining(needed));
  });

  it('stands in --help, whole', () => {
    for (const name of names) expect(help()).toMatch(new RegExp(`^  ${name}(?: \\(.+\\))?$`, 'm'));
  });

  it.each(Object.entries(pages))('%s is as `npm run configuration` writes it', (path, written) => {
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(written(text));
  });
});

describe('a value that cannot be meant', () => {
  it.each([
    ['PORT', '65536', 'must be a whole number from 0 to 65535'],
    ['PUBLIC_URL', 'realname.example', 'must be a URL that begins with http:// or https://'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'must be addresses or networks'],
    ['REDIS_URL', 'http://127.0.0.1', 'must be a URL that begins with redis:// or rediss://'],
    ['LOG_LEVEL', 'loud', 'must be one of trace, debug'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://127.0.0.1', 'must be a URL that begins with http:// or https://'],
    ['READY_MAX_LAG_EVENTS', '1e3', 'must be a whole number from 0 to 10000'],
  ])('%s=%s is named with its rule', (name, value, rule) => {
    expect(configProblems({ [name]: value })).toEqual([expect.stringContaining(`${name} ${rule}`)]);
  });

  it.each(
    rows.filter(([, { secret }]) => secret).map(([name]) => name.replace('<code>', '38')),
  )('of %s is shown to nobody', (name) =>
    expect(configProblems({ [name]: 'a wrong secret' }).join()).not.toContain('a wrong secret'));
});

it('the defaults are those of a sandbox on the loopback', () => {
  expect(readConfig({})).toMatchObject({
    sandbox: true,
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    sessions: { idleMs: 900_000, absoluteMs: 43_200_000 },
    metrics: { port: 9464, host: '127.0.0.1', orAnyFree: true },
    drain: { deadlineMs: 20_000, delayMs: 0 },
    connections: { headersMs: 10_000, requestMs: 30_000, keepAliveMs: 72_000, connections: 10_000 },
    rateLimits: undefined,
    traces: undefined,
  });
  expect(readConfig({ METRICS_PORT: '9464', PUBLIC_URL: 'https://realname.example/' })).toMatchObject({
    publicUrl: 'https://realname.example',
    metrics: { port: 9464, orAnyFree: false },
  });
});
