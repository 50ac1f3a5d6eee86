import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { whileAway } from '../support/crashes/away.js';
import { longHangLimit } from '../support/hang-limit.js';
import { futuresRows } from '../support/lost-answers/futures.js';
import { identityRows } from '../support/lost-answers/identity.js';
import type { Press, Row, SessionOf, World } from '../support/lost-answers/press.js';
import { staffRows } from '../support/lost-answers/staff.js';
import { IdentityApp } from '../support/people/identity-app.js';
import { Company, send } from '../support/people/journey.js';
import { companiesWith, identityWith } from '../support/servers/companies.js';
import { RunningService } from '../support/servers/running-service.js';
import { prepare, setUps } from '../support/servers/set-ups.js';

const own = [...futuresRows, ...identityRows];
const rows = [...own, ...staffRows];
const [embedded, ...others] = setUps;
const served = [embedded, ...others.filter((setUp) => setUp === 'separate PostgreSQL and Redis')];

/** Longer than a token of staff lives. */
const longestTokenSeconds = 13 * 3600;
const newKey = () => ({ 'idempotency-key': crypto.randomUUID() });

/** The bearer of a session that was one and has ended, of each of those who sign in. */
const endedSessions = async (world: World): Promise<Readonly<Record<SessionOf, { authorization: string }>>> => {
  const { company, app, next } = world;
  const customer = await (await company.customer(next(), { photos: false })).signIn();
  await customer.call('DELETE', '/sessions/current');
  const { user } = await app.registered(next());
  await user.call('DELETE', '/sessions/current');
  const now = await company.clock(-longestTokenSeconds);
  const { operator } = (await send(`${company.url}/sandbox/staff-tokens`, 'GET')).body;
  await company.clock(new Date(Date.parse(now) + longestTokenSeconds * 1000).toISOString());
  await app.signInStaff();
  return {
    customer: { authorization: `Bearer ${customer.token}` },
    user: user.headers,
    staff: { authorization: `Bearer ${operator}` },
  };
};

describe.each(served)('every write on %s, whatever becomes of its answer', (setUp) => {
  let servers: Awaited<ReturnType<typeof prepare>>;
  let service: RunningService;
  let world: World;
  let folder: string;
  let people = 0;
  let ended: Awaited<ReturnType<typeof endedSessions>>;
  beforeAll(async () => {
    servers = await prepare(setUp, 9);
    folder = await mkdtemp(join(tmpdir(), 'realname-lost-answers-'));
    service = await RunningService.onItsServer({
      ...servers.environment,
      COMPANIES_DIR: await companiesWith(folder, { fourEyes: true }, ['0039']),
      IDENTITY_FILE: await identityWith(folder, { fourEyes: true }),
    });
    const [company, app] = [await Company.of(service), await IdentityApp.of(service)];
    world = { company, app, next: () => ++people };
    ended = await endedSessions(world);
  });
  afterAll(async () => {
    await service?.dispose();
    await servers?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('has a row', async () => {
    const { paths } = (await send(`${service.url}/openapi.json`, 'GET')).body;
    const writes = Object.entries<Record<string, { operationId: string }>>(paths)
      .filter(([path]) => /^\/v1\/(futures|identity|staff|audit)\//.test(path))
      .flatMap(([, calls]) => ['post', 'put', 'delete'].flatMap((method) => calls[method]?.operationId ?? []));
    expect(rows.map(({ operation }) => operation).sort()).toEqual(writes.sort());
  });

  describe.each(rows)('$operation', (row: Row) => {
    it('is done once for one key: lost, pressed twice at once, pressed again; not without a session', async () => {
      const { send, holds, etag } = await row.prepare(world);
      if (row.session) expect((await send(ended[row.session])).verdict).toBe('401 session.required');
      const shown = etag && { 'if-match': await etag() };
      const key = { ...newKey(), ...shown };
      const [lost, atOnce] = await Promise.all([send(key), send(key)]);
      const again = await send(key);
      for (const { verdict, body } of [atOnce, again])
        expect({ verdict, body }).toEqual({ verdict: row.first, body: lost.body });
      if (etag && lost.status === 200) expect(lost.headers.get('etag')).toBe(await etag());
      if (shown) {
        const refusals = row.again.filter((verdict) => verdict.startsWith('4'));
        const stale = { ...newKey(), ...shown };
        expect(['412 revision.mismatch', ...refusals]).toContain((await send(stale)).verdict);
      }
      expect(row.again).toContain((await send({})).verdict);
      await holds();
    });

    it('burns and doubles nothing without a key, pressed twice at once', async () => {
      const { send, holds } = await row.prepare(world);
      const verdicts = (await Promise.all([send({}), send({})])).map(({ verdict }) => verdict);
      expect(verdicts).toContain(row.first);
      for (const verdict of verdicts) expect([row.first, ...row.again]).toContain(verdict);
      await holds();
    });
  });

  it.each([
    { whose: 'customers and users', all: own, away: 20, late: 10 },
    { whose: 'staff', all: staffRows, away: 5, late: 3 },
  ])(
    'of $whose is done once for one key when the servers are away before it and the answer after it',
    async (of) => {
      const pressed: { row: Row; press: Press; key: ReturnType<typeof newKey> }[] = [];
      for (const row of of.all) pressed.push({ row, press: await row.prepare(world), key: newKey() });
      const all = () =>
        Promise.all(
          pressed.map(async ({ row, press, key }) => ({ row, press, verdict: (await press.send(key)).verdict })),
        );
      const away = await whileAway(service, 'events', all, 'insert');
      expect(away.filter(({ verdict }) => verdict === '503 dependency.unavailable').length).toBeGreaterThan(of.away);
      const lagging = await service.withDatabase(async (client) => {
        await client.query('begin; lock table read_model_row in exclusive mode');
        return await all().finally(() => client.query('rollback'));
      });
      expect(lagging.filter(({ verdict }) => verdict === '503 projection.lagging').length).toBeGreaterThan(of.late);
      for (const { row, press, verdict } of await all()) {
        expect({ operation: row.operation, verdict }).toEqual({ operation: row.operation, verdict: row.first });
        await press.holds();
      }
    },
    longHangLimit,
  );
});
