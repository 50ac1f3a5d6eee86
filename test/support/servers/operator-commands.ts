import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { programs } from '../../../demo/service-process.js';
import type { RunningService } from './running-service.js';

interface Told {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

type Environment = Readonly<Record<string, string>>;

let host: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Lets `realname` below be called by the tests of this file. One process runs all their commands, one at a time: to load
 * the program takes longer than most commands do.
 */
export const startOperator = (): void => {
  beforeAll(() => {
    host = fork('test/support/servers/operator-process.mjs', { execArgv: [], stdio: 'inherit' });
  });
  afterAll(async () => {
    host?.kill();
    await once(host!, 'exit');
  });
};

const environmentFor = async (service: RunningService, more: Environment): Promise<Environment> => ({
  ...(process.env as Environment),
  DATABASE_URL: await service.databaseUrl(),
  DATA_DIR: service.dataDir,
  ...more,
});

/** A command of an operator beside a service. */
export const realname = async (
  service: RunningService,
  args: readonly string[],
  more: Environment = {},
): Promise<Told> => {
  const environment = await environmentFor(service, more);
  const told = last.then(async () => {
    host!.send({ args, environment });
    const [answer] = await once(host!, 'message');
    return answer as Told;
  });
  last = told.catch(() => {});
  return told;
};

/** The same as a program of its own, as an operator's shell runs it: by its first line, with this Node. */
export const realnameProgram = async (service: RunningService, args: readonly string[]): Promise<Told> => {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { ...(await environmentFor(service, {})), PATH };
  return new Promise((resolve) =>
    execFile(programs.operator, [...args], { env }, (error, out, errors) =>
      resolve({ code: error ? Number(error.code) : 0, out, errors }),
    ),
  );
};

/** The same, as it runs. */
export const spawnRealname = async (service: RunningService, args: readonly string[]): Promise<ChildProcess> =>
  spawn(process.execPath, [programs.operator, ...args], { env: await environmentFor(service, {}) });
