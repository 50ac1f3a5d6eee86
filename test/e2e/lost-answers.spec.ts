import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { whileAway } from '../support/crashes/away.js';
import { longHangLimit } from '../support/hang-limit.js';
import { futuresRows } from '../support/lost-answers/futures.js';
import { identityRows } from '../support/lost-answers/identity.js';
import type { Press, Row, World } from '../support/lost-answers/press.js';
import { IdentityApp } from '../support/people/identity-app.js';
import { Company, send } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';
import { prepare, setUps } from '../support/servers/set-ups.js';

const rows = [...futuresRows, ...identityRows];
const [embedded, ...others] = setUps;
const served = [embedded, ...others.filter((setUp) => setUp === 'separate PostgreSQL and Redis')];

const newKey = () => ({ 'idempotency-key': crypto.randomUUID() });
const nobody = { authorization: 'Bearer of-a-session-that-is-gone' };

describe.each(served)('every write on %s, whatever becomes of its answer', (setUp) => {
  let servers: Awaited<ReturnType<typeof prepare>>;
  let service: RunningService;
  let world: World;
  let people = 0;
  beforeAll(async () => {
    servers = await prepare(setUp, 9);
    service = await RunningService.onItsServer(servers.environment);
    const [company, app] = [await Company.of(service), await IdentityApp.of(service)];
    world = { company, app, next: () => ++people };
  });
  afterAll(async () => {
    await service?.dispose();
    await servers?.stop();
  });

  it('has a row', async () => {
    const { paths } = (await send(`${service.url}/openapi.json`, 'GET')).body;
    const writes = Object.entries<Record<string, { operationId: string }>>(paths)
      .filter(([path]) => /^\/v1\/(futures|identity)\//.test(path))
      .flatMap(([, calls]) => ['post', 'put', 'delete'].flatMap((method) => calls[method]?.operationId ?? []));
    expect(rows.map(({ operation }) => operation).sort()).toEqual(writes.sort());
  });

  describe.each(rows)('$operation', (row: Row) => {
    it('is done once for one key: lost, pressed twice at once, pressed again; not without a session', async () => {
      const { send, holds, etag } = await row.prepare(world);
      if (row.session) expect((await send(nobody)).verdict).toBe('401 session.required');
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

  it(
    'is done once for one key when the servers are away before it and the answer after it',
    async () => {
      const pressed: { row: Row; press: Press; key: ReturnType<typeof newKey> }[] = [];
      for (const row of rows) pressed.push({ row, press: await row.prepare(world), key: newKey() });
      const all = () =>
        Promise.all(
          pressed.map(async ({ row, press, key }) => ({ row, press, verdict: (await press.send(key)).verdict })),
        );
      const away = await whileAway(service, 'events', all, 'insert');
      expect(away.filter(({ verdict }) => verdict === '503 dependency.unavailable').length).toBeGreaterThan(20);
      const lagging = await service.withDatabase(async (client) => {
        await client.query('begin; lock table read_model_row in exclusive mode');
        return await all().finally(() => client.query('rollback'));
      });
      expect(lagging.filter(({ verdict }) => verdict === '503 projection.lagging').length).toBeGreaterThan(10);
      for (const { row, press, verdict } of await all()) {
        expect({ operation: row.operation, verdict }).toEqual({ operation: row.operation, verdict: row.first });
        await press.holds();
      }
    },
    longHangLimit,
  );
});
