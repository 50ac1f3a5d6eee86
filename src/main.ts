import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { help } from './adapters/composition/environment/pages.js';
import { refuse, runService } from './adapters/composition/run-service.js';

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
  if (values.help) process.stdout.write(help());
  else await runService(process.env);
};

await main().catch((error) => refuse(error));
