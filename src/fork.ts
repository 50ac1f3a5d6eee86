import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { readConfig } from './adapters/composition/config.js';
import { forkLog } from './adapters/composition/fork.js';

const help = `node dist/src/fork.js [--accept --reason "..."]

Says what the log has lost: events that read models, processes or this machine's instance knew and that it does not hold
(any more), as after a failover to a standby that had not everything, or after a restore. With --accept the loss is taken:
read models that folded lost events are built anew, processes that handled some go back to a place that surely survived,
and answers kept under an Idempotency-Key are forgotten. Instances that run go on by themselves within seconds.
Reads the same environment as the service. Exit code 0: done, or nothing is missing; 2: something is missing; 1: failed.

  --accept        does it
  --reason TEXT   why, and who decided: kept with the decision
  --help          this text
`;

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      accept: { type: 'boolean', default: false },
      reason: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const reason = values.reason?.trim();
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.accept && !reason) throw new Error('--accept needs --reason: say why, and who decided');
  const { lines, whole } = await forkLog(readConfig(process.env), values.accept ? reason : undefined);
  for (const line of lines) process.stdout.write(`${line}\n`);
  return whole || values.accept ? 0 : 2;
};

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`fork: ${error.message}\n`);
  return 1;
});
