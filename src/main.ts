import 'reflect-metadata';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { help } from './adapters/composition/environment/pages.js';
import { refuse, runService } from './adapters/composition/run-service.js';

// What is loaded from here on is compiled once, and kept beside this program where that may be written.
enableCompileCache(join(import.meta.dirname, 'compiled'));

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
  if (values.help) process.stdout.write(help());
  else await runService(process.env);
  flushCompileCache();
};

await main().catch((error) => refuse(error));
