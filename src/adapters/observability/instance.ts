import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { hostname } from 'node:os';

const { version } = JSON.parse(readFileSync(findPackageJSON('..', import.meta.url)!, 'utf8')) as { version: string };

/** Which of several instances this is, and of which release, by OpenTelemetry's names: in every log line and every trace. */
export const instance = {
  'service.instance.id': `${hostname()}/${process.pid}`,
  'service.version': version,
} as const;
