import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { runningEmbeddedPostgres } from '../../embedded/postgres-server.js';
import { makeAdapters } from '../adapters.js';
import { appModule } from '../app.module.js';
import type { Config } from '../config.js';
import { openParts, type Parts } from '../parts.js';
import { Resources } from '../resources.js';
import { keyFileOf, keyringOf } from './keyring.js';

/**
 * Opens the whole application for as long as `work` takes, without HTTP and without workers: what waits for a process is
 * done by an instance that runs. Works beside instances, and with none.
 * @throws DependencyUnavailable, Error with a message for the operator
 */
export const withApplication = async <T>(
  config: Config,
  work: (app: INestApplicationContext, parts: Parts) => Promise<T>,
): Promise<T> => {
  if (!(await keyringOf(config))) throw new Error(`neither MASTER_KEY nor ${keyFileOf(config.dataDir)} is there`);
  const resources = new Resources(() => {});
  try {
    const parts = await openParts(await besideInstances(config), () => {}, resources);
    const module = appModule(parts, await makeAdapters(parts));
    const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    resources.add(app, (each) => each.close());
    return await work(app, parts);
  } finally {
    await resources.close();
  }
};

/** Any free ports, no traces, and the embedded server that an instance has started, if one has. */
const besideInstances = async (config: Config): Promise<Config> => ({
  ...config,
  databaseUrl: config.databaseUrl ?? (await runningEmbeddedPostgres(config.dataDir)),
  port: 0,
  metrics: { ...config.metrics, port: 0 },
  traces: undefined,
});
