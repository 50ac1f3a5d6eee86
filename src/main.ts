import 'reflect-metadata';
import { ConfigError, readConfig } from './adapters/config.js';
import { AnotherInstance } from './adapters/embedded/postgres-server.js';
import type { Log } from './adapters/resources.js';
import { type Service, startService } from './adapters/service.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const log: Log = (level, message, details) =>
  process.stderr.write(`${JSON.stringify({ level, message, ...details, at: new Date().toISOString() })}\n`);

const refuse = (error: unknown): never => {
  const known = error instanceof ConfigError || error instanceof AnotherInstance;
  process.stderr.write(`realname cannot start: ${known ? error.message : (error as Error)?.message}\n`);
  process.exit(1);
};

const banner = ({ url, adapters }: Service): void => {
  say(`realname listens on ${url}`);
  say(`  docs     ${url}/docs   (document: ${url}/openapi.json)`);
  for (const [port, adapter] of Object.entries(adapters)) say(`  ${port}: ${adapter}`);
  say(`  sandbox  ON: no SMS gateway, identity authority, face provider or OIDC issuer is configured`);
};

const start = async (): Promise<void> => {
  const service = await startService(readConfig(process.env), log);
  banner(service);
  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    say(`${signal}: draining`);
    await service.stop();
    say('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
};

await start().catch(refuse);
