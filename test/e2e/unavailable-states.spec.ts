import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connections } from '../../src/adapters/postgres-server/budget.js';
import { whileRaising } from '../support/crashes/raising.js';
import { eventually } from '../support/eventually.js';
import { type Answer, Company } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

type Me = Awaited<ReturnType<Awaited<ReturnType<Company['customer']>>['signIn']>>;

let service: RunningService;
let me: Me;
beforeAll(async () => {
  service = await RunningService.start();
  const company = await Company.of(service);
  me = await (await company.customer(1)).signIn();
});
afterAll(() => service?.dispose());

const states = {
  '08006': 'connection failure',
  '25006': 'read-only, as after a failover',
  '25P03': 'idle in transaction for too long',
  '40001': 'rolled back because of others',
  '53300': 'too many connections',
  '55P03': 'lock not available',
  '57014': 'cancelled by a time limit',
  '57P01': 'shut down by an administrator',
  '57P03': 'starting up',
};

const profile = () => me.call('GET', '/profile');
const list = () => me.call('GET', '/change-requests');
const open = () => me.call('POST', '/change-requests', { body: { kind: 'contactPhone' } });

/** Who asks PostgreSQL, by a table that it cannot do without. */
const rooms: Readonly<Record<string, { table: string; calls: readonly (() => Promise<Answer>)[] }>> = {
  'the sessions': { table: 'short_lived', calls: [profile, list, open] },
  'the read side': { table: 'read_model_row', calls: [profile, list] },
  'the log': { table: 'events', calls: [open] },
};

it('has no more connections than its budget, however many call at once', async () => {
  const calls = Array.from({ length: 80 }, (_, n) => (n % 4 === 0 ? open() : n % 4 === 1 ? list() : profile()));
  for (const { status } of await Promise.all(calls)) expect(status).toBeLessThan(500);
  const used = await service.query<{ name: string; used: number }>(
    `select replace(application_name, 'realname ', '') as name, count(*)::int as used
     from pg_stat_activity where datname = current_database() and application_name like 'realname%' group by 1 order by 1`,
  );
  expect(used.map(({ name }) => name)).toEqual(Object.keys(connections).toSorted());
  const beyond = used.filter(({ name, used }) => used > connections[name as keyof typeof connections]);
  expect(beyond).toEqual([]);
});

describe.each(Object.entries(rooms))('%s of a PostgreSQL server that cannot work now', (_name, { table, calls }) => {
  it.each(Object.entries(states))('%s, %s: 503 dependency.unavailable', async (state) => {
    const met = new Set<string>();
    await whileRaising(service, table, state, async () => {
      for (const call of calls) {
        await eventually(async () => {
          const { verdict, headers } = await call();
          met.add(verdict);
          expect(verdict).toBe('503 dependency.unavailable');
          expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
        });
      }
    });
    expect([...met].filter((verdict) => verdict.startsWith('500'))).toEqual([]);
    await eventually(async () => expect((await profile()).status).toBe(200));
  });
});
