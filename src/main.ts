import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { type Config, readConfig } from './adapters/composition/config.js';
import { help } from './adapters/composition/environment/pages.js';
import type { Service } from './adapters/composition/service.js';
import { startErrorText } from './adapters/composition/start-errors.js';
import { createLog, type ServiceLog } from './adapters/observability/log.js';
import { peopleText } from './adapters/sandbox/people/people-text.js';

const say = (text: string) => process.stdout.write(`${text}\n`);

const refuse = (error: unknown, config?: Config): never => {
  process.stderr.write(`realname cannot start: ${startErrorText(error, config)}\n`);
  process.exit(1);
};

/** A line for whoever looks on, and one of the log where nobody does: a collector reads that alone. */
const note = ({ log }: ServiceLog, message: string, details: Readonly<Record<string, unknown>> = {}): void => {
  if (!process.stdout.isTTY) log('info', message, details);
};

const screenPaths = ['/app/futures', '/app/identity', '/desk', '/desk/operator', '/audit'];

const screensText = (url: string, sandbox: boolean): string => {
  const addresses = screenPaths.map((path) => `${url}${path}`).join('   ');
  return `  screens  ${addresses}${sandbox ? `   (console of the sandbox: ${url}/)` : ''}`;
};

/** One text, so that whoever waits for its first line has the others too. */
const banner = ({ url, metricsUrl, adapters, sandbox, screens, people }: Service): string =>
  [
    `realname listens on ${url}`,
    screens ? screensText(url, sandbox) : '  screens  none: WEB=off, or web/dist is not there (npm run web)',
    `  docs     ${url}/docs   (document: ${url}/openapi.json)`,
    `  metrics  ${metricsUrl}`,
    ...Object.entries(adapters).map(([port, adapter]) => `  ${port}: ${adapter}`),
    ...(sandbox
      ? ['  sandbox  ON: no SMS gateway, identity authority, face provider or OIDC issuer is configured']
      : []),
    ...(people ? peopleText(url) : []),
  ].join('\n');

/** npm passes a terminal's Ctrl-C on, which then comes twice: a second signal within this time is the same one. */
const sameSignalMs = 500;

const start = async (): Promise<void> => {
  const config = readConfig(process.env);
  const serviceLog = createLog(config.logLevel);
  const { log } = serviceLog;
  process.on('uncaughtException', (error) => {
    log('error', 'uncaught: the process ends', { error });
    process.exit(1);
  });
  const ending = new AbortController();
  // Loaded once the settings are right: it is most of what there is to load.
  const starting = import('./adapters/composition/service.js').then(({ startService }) =>
    startService(config, serviceLog, ending.signal),
  );
  let stoppingAt: number | undefined;
  const stop = async (signal: string) => {
    if (stoppingAt !== undefined) {
      if (performance.now() - stoppingAt > sameSignalMs) process.exit(1);
      return;
    }
    stoppingAt = performance.now();
    note(serviceLog, 'draining', { signal });
    say(`${signal}: draining`);
    const deadline = setTimeout(() => {
      log('warn', 'DRAIN_SECONDS are over: the process ends with calls unanswered');
      process.exit(0);
    }, config.drain.deadlineMs);
    ending.abort();
    const service = await starting.catch(() => undefined);
    await service?.stop();
    clearTimeout(deadline);
    note(serviceLog, 'stopped');
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  const service = await starting.catch((error) => (ending.signal.aborted ? undefined : refuse(error, config)));
  if (!service || ending.signal.aborted) return;
  const { url, metricsUrl, adapters, sandbox } = service;
  note(serviceLog, 'started', { url, metricsUrl, adapters, sandbox });
  say(banner(service));
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
  if (values.help) process.stdout.write(help());
  else await start();
};

await main().catch((error) => refuse(error));
