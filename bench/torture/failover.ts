import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startServiceProcess } from '../../demo/service-process.js';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/postgres-server.js';
import { withClient } from '../../test/support/servers/postgres.js';
import { standbyOf } from '../../test/support/servers/standby.js';
import { type Mode, untilReady } from './disturbance.js';

/** Rows of read models that are ahead of the log, and that are behind it, by the revision of their streams. */
const differing = `
  select count(*) filter (where row_revision > coalesce(logged, -1))::int as phantom,
         count(*) filter (where row_revision < logged)::int as skipped
  from (select (row->>'revision')::bigint as row_revision, (
      select max(revision) from events where stream = category || '-' || (row->>'id')) as logged
    from read_model_row join (values ('customer_profile', 'CustomerAccount'), ('change_request', 'ProfileChangeRequest'),
      ('certificate', 'DigitalCertificate'), ('video_verification', 'VideoVerification')) as names (model, category)
      using (model)) compared`;

/** A standby that lacks the newest takes the place of PostgreSQL at random moments; the loss is accepted as an operator does. */
export const failover: Mode = {
  mayFail: true,
  mayLose: true,
  open: async (dataDir, environment) => {
    const postgres = await startEmbeddedPostgres({ dataDir });
    const url = Object.assign(new URL(postgres.url), { pathname: '/torture' }).href;
    await withClient(postgres.url, (client) => client.query('create database torture'));
    const own = { ...environment, DATABASE_URL: url, DATA_DIR: dataDir };
    const service = await startServiceProcess({ ...own, PORT: '0' });
    const losses = () => service.output.filter((line) => /the log (went back|holds another)/.test(line)).length;
    const found: number[] = [];
    return {
      url: service.url,
      disturb: async () => {
        const standby = await standbyOf(url);
        await untilReady(service);
        await sleep(200 + Math.random() * 3_000);
        const known = losses();
        await standby.takeOver();
        const from = performance.now();
        while (losses() === known) await sleep(10);
        found.push(performance.now() - from);
        const accept = ['dist/src/fork.js', '--accept', '--reason', 'torture'];
        await promisify(execFile)(process.execPath, accept, { env: { ...process.env, ...own } });
        await untilReady(service);
        return performance.now() - from;
      },
      findings: async () => {
        const { rows } = await withClient(url, (client) => client.query(differing));
        const { phantom, skipped } = rows[0] as { phantom: number; skipped: number };
        const latest = `${(Math.max(...found) / 1_000).toFixed(2)} s`;
        return { phantom, skipped, lines: [`loss found after             max ${latest}`] };
      },
      stop: async () => {
        await service.stop();
        await postgres.stop();
      },
    };
  },
};
