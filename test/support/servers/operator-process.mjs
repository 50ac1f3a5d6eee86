// Runs commands of `realname`, one after another, in one process: each message is a command, each answer what it told.
import 'reflect-metadata';
import { runCommand } from '../../../dist/service/adapters/composition/operator/program/program.js';

const streams = { out: process.stdout, errors: process.stderr };

const told = async ({ args, environment }) => {
  const texts = { out: '', errors: '' };
  for (const [name, stream] of Object.entries(streams))
    stream.write = (text) => {
      texts[name] += text;
      return true;
    };
  const code = await runCommand(args, environment);
  return { code, ...texts };
};

process.on('message', async (command) => process.send(await told(command)));
