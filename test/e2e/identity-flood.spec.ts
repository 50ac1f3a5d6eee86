import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/adapters/composition/config.js';
import { type Service, startService } from '../../src/adapters/composition/service.js';
import { Argon2PasswordHasher } from '../../src/adapters/password/argon2-password-hasher.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { longHangLimit } from '../support/hang-limit.js';
import { type Applicant, applicant, IdentityApp } from '../support/people/identity-app.js';
import type { Answer } from '../support/people/journey.js';
import { watchProblemsOf } from '../support/problem-answers.js';
import { prepare, setUps } from '../support/servers/set-ups.js';

const atOnce = 2;
const waiting = 20;

/** Counts what argon2 does at once, behind the line of those who wait. */
const countHashing = () => {
  const counts = { now: 0, most: 0, all: 0 };
  const { prototype } = Argon2PasswordHasher;
  const { hash, verify } = prototype;
  const counted = <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
    async function (this: Argon2PasswordHasher, ...given: A): Promise<T> {
      counts.all++;
      counts.most = Math.max(counts.most, ++counts.now);
      return work.apply(this, given).finally(() => counts.now--);
    };
  Object.assign(prototype, { hash: counted(hash), verify: counted(verify) });
  return { counts, stop: () => Object.assign(prototype, { hash, verify }) };
};

describe.each(setUps.slice(0, 2))('200 sign-ins at once, on %s', (setUp) => {
  let hashing: ReturnType<typeof countHashing>;
  let servers: Awaited<ReturnType<typeof prepare>>;
  let dataDir: string;
  let service: Service;
  let app: IdentityApp;
  let known: Applicant[];
  let attacked: Applicant[];
  const answers: { who: 'right' | 'wrong' | 'unknown'; answer: Answer }[] = [];
  const health: number[] = [];

  /** Asks both at once, again and again, while the flood lasts. */
  const watchHealth = async (flood: { over: boolean }) => {
    while (!flood.over) {
      const both = ['live', 'ready'].map((name) => fetch(`${service.url}/health/${name}`));
      for (const response of await Promise.all(both)) {
        await response.text();
        if (!flood.over) health.push(response.status);
      }
    }
  };

  beforeAll(async () => {
    servers = await prepare(setUp, 9);
    dataDir = await mkdtemp(join(tmpdir(), 'realname-flood-'));
    const limits = { PASSWORD_HASHES_AT_ONCE: String(atOnce), PASSWORD_HASHES_WAITING: String(waiting) };
    const own = { DATA_DIR: dataDir, PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent', ...limits };
    service = await startService(readConfig({ ...own, ...servers.environment }));
    watchProblemsOf(service.url);
    app = await IdentityApp.of(service);
    const people = [1, 2, 3, 4, 5, 6].map((n) => applicant(n));
    for (const person of people) await app.register(person);
    [known, attacked] = [people.slice(0, 4), people.slice(4)];

    hashing = countHashing();
    const flood = { over: false };
    const watching = watchHealth(flood);
    const all = Array.from({ length: 200 }, async (_, n) => {
      const who = (['right', 'wrong', 'unknown', 'unknown'] as const)[n % 4]!;
      const { mobile } = {
        right: known[Math.floor(n / 4) % known.length]!,
        wrong: attacked[n % 2]!,
        unknown: applicant(100 + n),
      }[who];
      answers.push({ who, answer: await app.login(mobile, who === 'right' ? known[0]!.password : 'Wrong-5678') });
    });
    await Promise.all(all);
    flood.over = true;
    await watching;
  }, longHangLimit);
  afterAll(async () => {
    hashing?.stop();
    await service?.stop();
    await servers?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('V6 no more passwords are hashed at once than may be', () => {
    expect(hashing.counts).toMatchObject({ now: 0, most: atOnce });
    expect(hashing.counts.all).toBeGreaterThanOrEqual(atOnce + waiting);
  });

  it('R7, R8 each is answered as the contract says: a session, one refusal, or 503 where too many wait', () => {
    expect(answers).toHaveLength(200);
    const busy = '503 dependency.unavailable';
    const allowed = { right: ['201', busy], wrong: ['401 login.refused', busy], unknown: ['401 login.refused', busy] };
    const others = answers.filter(({ who, answer }) => !allowed[who].includes(answer.verdict));
    expect(others.map(({ who, answer }) => `${who}: ${answer.verdict}`)).toEqual([]);
    expect(new Set(answers.map(({ answer }) => answer.verdict))).toEqual(new Set(['201', '401 login.refused', busy]));
  });

  it('the 503 says when to come again', () => {
    for (const { answer } of answers.filter(({ answer: { status } }) => status === 503))
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('/health/live and /health/ready answered all the while', () => {
    expect(health.length).toBeGreaterThan(2);
    expect(new Set(health)).toEqual(new Set([200]));
  });

  it('R7 afterwards everybody signs in, and only an attacked account is locked from there', async () => {
    for (const { mobile, password } of known) expect((await app.login(mobile, password)).status).toBe(201);
    for (const { mobile } of attacked)
      expect((await app.login(mobile, 'Wrong-5678')).verdict).toBe('401 login.refused');
  });

  it('R1, V4 a registration that was refused for it took nothing: the same code registers afterwards', async () => {
    const person = applicant(7);
    const form = app.form(person, await app.code('registration', person.mobile));
    const { prototype } = Argon2PasswordHasher;
    const { hash } = prototype;
    prototype.hash = () => Promise.reject(new DependencyUnavailable('password hashing'));
    const refused = await app.call('POST', '/registrations', form).finally(() => Object.assign(prototype, { hash }));
    expect(refused.verdict).toBe('503 dependency.unavailable');
    expect((await app.call('POST', '/registrations', form)).status).toBe(201);
  });
});
