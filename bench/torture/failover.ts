import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { programs, startServiceProcess } from '../../demo/service-process.js';
import { startEmbeddedPostgres } from '../../src/adapters/embedded/postgres-server.js';
import { withClient } from '../../test/support/servers/postgres.js';
import { standbyOf } from '../../test/support/servers/standby.js';
import { type Mode, untilReady } from './disturbance.js';

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
      databaseUrl: url,
      disturb: async () => {
        const standby = await standbyOf(url);
        await untilReady(service);
        await sleep(200 + Math.random() * 3_000);
        const known = losses();
        await standby.takeOver();
        const from = performance.now();
        while (losses() === known) await sleep(10);
        found.push(performance.now() - from);
        const accept = [programs.operator, 'fork', '--accept', '--reason', 'torture'];
        await promisify(execFile)(process.execPath, accept, { env: { ...process.env, ...own } });
        await untilReady(service);
        return performance.now() - from;
      },
      findings: () => [`loss found after             max ${(Math.max(...found) / 1_000).toFixed(2)} s`],
      stop: async () => {
        await service.stop();
        await postgres.stop();
      },
    };
  },
};
