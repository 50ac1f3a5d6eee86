import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type ServiceProcess, serviceDefaults } from '../../../demo/service-process.js';

/** One that has grown beyond this is replaced once it is idle. */
const fullBytes = 1.5 * 2 ** 30;

/** A process that runs services of tests. */
class ServiceHost {
  private readonly process: ChildProcess;
  running = 0;
  isFull = false;

  constructor() {
    this.process = fork('test/support/servers/service-host-process.mjs', {
      execArgv: ['--enable-source-maps'],
      stdio: 'inherit',
    });
    this.process.on('message', ({ bytes }: { bytes: number }) => {
      this.running--;
      this.isFull ||= bytes > fullBytes;
    });
    this.process.on('exit', () => {
      this.isFull = true;
      this.running = 0;
    });
  }

  take(socket: Socket): void {
    this.running++;
    this.process.send({}, socket);
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }
}

/**
 * Starts nothing yet. `REALNAME_TEST_SERVICES` names the port on which services can be asked for: from then on at most so many
 * processes run them, for as long as this process lives, since to load the program costs more than most tests do.
 * @returns what ends them
 */
export const openServiceHosts = async (atMost: number): Promise<() => Promise<void>> => {
  const hosts: ServiceHost[] = [];
  const idlest = (): ServiceHost => {
    for (const full of hosts.filter(({ isFull, running }) => isFull && running === 0)) {
      hosts.splice(hosts.indexOf(full), 1);
      void full.end();
    }
    const open = hosts.filter(({ isFull }) => !isFull);
    const idle = open.find(({ running }) => running === 0);
    if (!idle && open.length < atMost) {
      hosts.push(new ServiceHost());
      return hosts.at(-1)!;
    }
    return idle ?? open.reduce((least, each) => (each.running < least.running ? each : least));
  };
  const server = createServer({ pauseOnConnect: true }, (socket) => idlest().take(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  process.env.REALNAME_TEST_SERVICES = String((server.address() as AddressInfo).port);
  return async () => {
    server.close();
    await Promise.all(hosts.map((host) => host.end()));
  };
};

export type HostedService = Pick<ServiceProcess, 'url' | 'output' | 'stop'>;

/** Starts a service in one of those processes. @throws Error with what it told when it does not come up */
export const startHostedService = async (
  environment: Readonly<Record<string, string | undefined>>,
): Promise<HostedService> => {
  const socket = connect(Number(process.env.REALNAME_TEST_SERVICES), '127.0.0.1');
  const closed = once(socket, 'close');
  const output: string[] = [];
  const tell = (message: unknown) => socket.write(`${JSON.stringify(message)}\n`);
  const url = new Promise<string>((resolve, reject) => {
    createInterface({ input: socket }).on('line', (text) => {
      const { url: found, line, error } = JSON.parse(text) as Record<string, string | undefined>;
      output.push(...[line, error].filter((each) => each !== undefined));
      if (found !== undefined) resolve(found);
    });
    const gone = () => reject(new Error(`the service did not start:\n${output.join('\n')}`));
    closed.then(gone, gone);
  });
  tell({ ...serviceDefaults, ...environment });
  return {
    url: await url,
    output,
    stop: async () => {
      tell('stop');
      await closed.catch(() => {});
      return 0;
    },
  };
};
