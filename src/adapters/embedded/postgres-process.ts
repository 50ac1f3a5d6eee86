import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { notAsRoot, postgresEnvironment } from './postgres-binaries.js';

/**
 * Runs PostgreSQL and tells it to stop (fast shutdown) when standard input ends: that happens when node dies by any
 * means, `kill -9` too. Ends when PostgreSQL ends.
 */
const launcher = `
exec 3<&0
"$@" <&- 3<&- & server=$!
trap "" INT TERM HUP
(read _ <&3; kill -INT $server) 3<&3 & watcher=$!
exec 3<&- </dev/null
wait $server; status=$?
kill -KILL $watcher 2>/dev/null
exit $status`;

/** A standby says `read-only connections`. */
const ready = /database system is ready to accept (read-only )?connections/;
const locked = /lock file ".*" already exists|pre-existing shared memory block/;
const portTaken = 'could not bind';
/** A pool's connections may still be closing when the server is told to stop. */
const cutByStop = 'terminating connection due to administrator command';

export interface PostgresProcess {
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, the next start needs no recovery. */
  stop(): Promise<void>;
}

export type StartRefusal = 'locked' | 'port-taken';

/**
 * Starts a server and waits until it accepts connections, however long its recovery takes.
 * @returns why it refused, when another attempt may help
 * @throws Error with the server's own words for every other failure
 */
export const startPostgres = async (
  command: readonly string[],
  log: (line: string) => void,
): Promise<PostgresProcess | StartRefusal> => {
  const [program, ...args] = notAsRoot(['/bin/sh', '-c', launcher, 'postgres-launcher', ...command]);
  const child = spawn(program, args, { detached: true, stdio: ['pipe', 'ignore', 'pipe'], env: postgresEnvironment() });
  child.stdin.on('error', () => {});
  const ended = once(child, 'exit').then(
    () => {},
    (error: Error) => log(error.message),
  );
  const lines: string[] = [];
  const isReady = await new Promise<boolean>((resolve) => {
    void ended.then(() => resolve(false));
    createInterface(child.stderr).on('line', (line) => {
      if (ready.test(line)) resolve(true);
      if (lines.push(line) > 50) lines.shift();
      const expected = locked.test(line) || (child.stdin.writableEnded && line.includes(cutByStop));
      if (/ (FATAL|PANIC|ERROR|WARNING): /.test(line) && !expected) log(line);
    });
  });
  if (isReady) return { ended, stop: () => end(child, ended) };

  const output = lines.join('\n');
  if (locked.test(output)) return 'locked';
  if (output.includes(portTaken)) return 'port-taken';
  throw new Error(`the embedded PostgreSQL did not start:\n${output}`);
};

const end = async (child: ChildProcess, ended: Promise<void>): Promise<void> => {
  child.stdin?.end();
  await ended;
};
