import { createLog, type ServiceLog } from '../observability/log.js';
import { peopleText } from '../sandbox/people/people-text.js';
import { type Config, readConfig } from './config.js';
import type { Environment } from './environment/variable.js';
import type { Service } from './service.js';
import { startErrorText } from './start-errors.js';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Tells why nothing was started, and ends this process. */
export const refuse = (error: unknown, config?: Config): never => {
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
const banner = ({ url, metricsUrl, adapters, sandbox, readOnly, screens, people }: Service): string =>
  [
    `realname listens on ${url}`,
    screens ? screensText(url, sandbox) : '  screens  none: WEB=off, or web/dist is not there (npm run web)',
    `  docs     ${url}/docs   (document: ${url}/openapi.json)`,
    `  metrics  ${metricsUrl}`,
    ...Object.entries(adapters).map(([port, adapter]) => `  ${port}: ${adapter}`),
    ...(sandbox
      ? ['  sandbox  ON: no SMS gateway, identity authority, face provider or OIDC issuer is configured']
      : []),
    ...(readOnly ? ['  read-only  ON: nothing is written; looks that must be recorded are refused'] : []),
    ...(people ? peopleText(url) : []),
  ].join('\n');

/** npm passes a terminal's Ctrl-C on, which then comes twice: a second signal within this time is the same one. */
const sameSignalMs = 500;

/** Starts the service in this process, which it ends on SIGTERM, or with exit code 1 when it cannot start. */
export const runService = (environment: Environment): Promise<void> =>
  start(environment).catch((error) => refuse(error));

const start = async (environment: Environment): Promise<void> => {
  const config = readConfig(environment);
  const serviceLog = createLog(config.logLevel);
  const { log } = serviceLog;
  process.on('uncaughtException', (error) => {
    log('error', 'uncaught: the process ends', { error });
    process.exit(1);
  });
  const ending = new AbortController();
  // Loaded once the settings are right: it is most of what there is to load.
  const starting = import('./service.js').then(({ startService }) => startService(config, serviceLog, ending.signal));
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
  const { url, metricsUrl, adapters, sandbox, readOnly } = service;
  note(serviceLog, 'started', { url, metricsUrl, adapters, sandbox, readOnly });
  say(banner(service));
};
