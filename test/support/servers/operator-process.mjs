// Runs commands of `realname`, one after another, in one process: each message is a command, each answer what it told.
import 'reflect-metadata';
import { runCommand } from '../../../dist/src/adapters/composition/operator/program/program.js';

const streams = { out: process.stdout, errors: process.stderr };

const told = async (args) => {
  const texts = { out: '', errors: '' };
  for (const [name, stream] of Object.entries(streams))
    stream.write = (text) => {
      texts[name] += text;
      return true;
    };
  const code = await runCommand(args);
  return { code, ...texts };
};

process.on('message', async ({ args, environment }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  process.send(await told(args));
});
