import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ServiceProcess {
  readonly url: string;
  readonly pid: number;
  /** What it printed. */
  readonly output: readonly string[];
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** What such a service has unless it is given otherwise: free ports, and nobody in its sandbox. */
export const serviceDefaults = { PORT: '0', METRICS_PORT: '0', SANDBOX_SEED: 'off' };

/** What `npm run compile` builds last: the service, and what an operator runs beside it. */
export const programs = { service: 'dist/service/main.js', operator: 'dist/service/cli.js' };

/** Starts the built service as a process of its own. @throws Error with what it printed when it does not come up */
export const startServiceProcess = async (
  environment: Readonly<Record<string, string | undefined>>,
  main = programs.service,
): Promise<ServiceProcess> => {
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { ...process.env, ...serviceDefaults, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const url = await Promise.race([address(child, output), exited]);
  if (typeof url !== 'string') throw new Error(`the service did not start (exit code ${url}):\n${output.join('\n')}`);
  return {
    url,
    pid: child.pid!,
    output,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
};

const address = (child: ChildProcess, output: string[]): Promise<string> =>
  new Promise((resolve) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => {
        output.push(line);
        const url = /^realname listens on (\S+)/.exec(line)?.[1];
        if (url) resolve(url);
      });
    }
  });
