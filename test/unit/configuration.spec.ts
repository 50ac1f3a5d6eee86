import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { help } from '../../src/adapters/composition/environment/pages.js';
import type { WholeNumber } from '../../src/adapters/composition/environment/parsers.js';
import { rows, sections } from '../../src/adapters/composition/environment/variables.js';
import { pages } from '../../src/adapters/composition/pages.js';
import { configProblems } from '../support/config-problems.js';
import { sourceFiles } from '../support/source-files.js';

/** Where 0 means something: any free port, nobody waits, no delay, not one event, no difference. */
const usefulZeros = [
  'FACES_WITHOUT_CAPTCHA',
  'PORT',
  'METRICS_PORT',
  'PASSWORD_HASHES_WAITING',
  'DRAIN_DELAY_SECONDS',
  'READY_MAX_LAG_EVENTS',
  'OIDC_CLOCK_TOLERANCE_SECONDS',
  'OIDC_MAX_TOKEN_HOURS',
];
const names = rows.map(([name]) => name);

describe('the table of variables', () => {
  it('has each variable once, in one section', () => {
    expect(Object.values(sections).flatMap((group) => Object.keys(group))).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is what the configuration is read from: nothing else of the service reads the environment', () => {
    const readers = sourceFiles('src').filter(({ text }) => text.includes('process.env'));
    expect(readers.map(({ path }) => path)).toEqual([
      // Who called sudo, for the record of what operators do.
      'src/adapters/composition/operator/operator.ts',
      // PATH alone, which the embedded PostgreSQL is started with.
      'src/adapters/embedded/postgres-binaries.ts',
      'src/cli.ts',
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

  it('is passed on by docker-compose.yml, whole: by name, or with .env where the name ends in a code', () => {
    const service = readFileSync('docker-compose.yml', 'utf8').match(/^ {2}realname:\n(?: {4}.*\n|\n)+/m)![0];
    const passed = [...service.matchAll(/^ {6}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name);
    expect(passed.sort()).toEqual(names.filter((name) => !name.includes('<')).sort());
    expect(service).toMatch(/env_file:\n +- path: \.env\n/);
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
    ['READY_MAX_LAG_EVENTS', '1e3', 'must be a whole number from 0 to 9999'],
  ])('%s=%s is named with its rule', (name, value, rule) => {
    expect(configProblems({ [name]: value })).toEqual([expect.stringContaining(`${name} ${rule}`)]);
  });

  const wholeNumbers = rows.flatMap(([name, { parse }]) =>
    parse && 'max' in parse ? [{ name, ...(parse as WholeNumber) }] : [],
  );
  it.each(wholeNumbers)('$name is a whole number from $min to $max, and nothing else', ({ name, min, max }) => {
    for (const value of [String(min - 1), String(max + 1), `${max}0000000`, 'many', '1.5', '1e2', '0x1', '-1'])
      expect({ value, problems: configProblems({ [name]: value }) }).toEqual({
        value,
        problems: [`${name} must be a whole number from ${min} to ${max}`],
      });
    for (const value of [min, max])
      expect(configProblems({ [name]: String(value) }).join()).not.toContain(`${name} must be a whole number`);
  });
  it('is every one that a default makes a number of', () => {
    const numbers = rows.filter(([, { unless }]) => unless && 'value' in unless && /^\d+$/.test(unless.value));
    expect(wholeNumbers.map(({ name }) => name)).toEqual(expect.arrayContaining(numbers.map(([name]) => name)));
  });

  it.each(wholeNumbers.filter(({ name }) => !usefulZeros.includes(name)))('$name=0 stops the start', ({ name }) =>
    expect(configProblems({ [name]: '0' })).toHaveLength(1));

  it.each([
    [{ SESSION_HOURS: '1', SESSION_IDLE_MINUTES: '61' }, 'SESSION_IDLE_MINUTES must not be longer than SESSION_HOURS'],
    [{ HEADERS_TIMEOUT_SECONDS: '31' }, 'HEADERS_TIMEOUT_SECONDS must not be longer than REQUEST_TIMEOUT_SECONDS'],
    [{ DRAIN_DELAY_SECONDS: '20' }, 'DRAIN_DELAY_SECONDS must be shorter than DRAIN_SECONDS, which it is part of'],
    [{ PORT: '9464', METRICS_PORT: '9464' }, 'METRICS_PORT must be another one than PORT, or 0'],
  ])('%o contradicts itself', (environment, problem) => expect(configProblems(environment)).toEqual([problem]));

  it.each([
    { SESSION_HOURS: '1', SESSION_IDLE_MINUTES: '60' },
    { HEADERS_TIMEOUT_SECONDS: '30', DRAIN_DELAY_SECONDS: '19' },
    { PORT: '0', METRICS_PORT: '0' },
    { PORT: '9464', METRICS_PORT: '9464', HOST: '10.0.0.1', SANDBOX: 'on' },
  ])('%o does not', (environment) => expect(configProblems(environment)).toEqual([]));

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
    photoBytes: 134_217_728,
    rateLimits: undefined,
    traces: undefined,
  });
  expect(readConfig({ METRICS_PORT: '9464', PUBLIC_URL: 'https://realname.example/' })).toMatchObject({
    publicUrl: 'https://realname.example',
    metrics: { port: 9464, orAnyFree: false },
  });
});
