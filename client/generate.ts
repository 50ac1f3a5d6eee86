import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { readConfig } from '../src/adapters/composition/config.js';
import { startService } from '../src/adapters/composition/service.js';
import { typesOf } from './types-of.js';

/** `npm run openapi`: the document that the code serves, and the types of the client. */
const dataDir = await mkdtemp(join(tmpdir(), 'realname-openapi-'));
const service = await startService(readConfig({ PORT: '0', METRICS_PORT: '0', DATA_DIR: dataDir }));
try {
  const document = await (await fetch(`${service.url}/openapi.json`)).json();
  await writeFile('client/openapi.json', `${JSON.stringify(document, null, 2)}\n`);
  await writeFile('client/openapi.d.ts', await typesOf(document));
} finally {
  await service.stop();
  await rm(dataDir, { recursive: true, force: true });
}
