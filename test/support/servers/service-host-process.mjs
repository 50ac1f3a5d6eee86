// Runs services for tests, side by side in one process that has loaded and warmed up the program. Each socket that it is
// given is for one service: the first line is its environment; then come `{ url }` or `{ error }`, and what it logs. The next
// line, or the end of the socket, stops it.
import 'reflect-metadata';
import { createInterface } from 'node:readline';
import { readConfig } from '../../../dist/service/adapters/composition/config.js';
import { startService } from '../../../dist/service/adapters/composition/service.js';
import { startErrorText } from '../../../dist/service/adapters/composition/start-errors.js';
import { createLog } from '../../../dist/service/adapters/observability/log.js';

const tellerOf = (socket) => (message) => socket.writable && socket.write(`${JSON.stringify(message)}\n`);

const start = async (environment, tell) => {
  let config;
  try {
    config = readConfig(environment);
    const log = createLog(config.logLevel, { write: (line) => tell({ line: line.trimEnd() }) });
    return await startService(config, log);
  } catch (error) {
    tell({ error: `realname cannot start: ${startErrorText(error, config)}` });
    return undefined;
  }
};

const serve = async (socket) => {
  socket.on('error', () => {});
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const tell = tellerOf(socket);
  const { value: environment } = await lines.next();
  const service = await start(JSON.parse(environment), tell);
  if (service) {
    tell({ url: service.url });
    await lines.next();
    await service.stop();
  }
  socket.end();
};

process.on('message', async (_, socket) => {
  await serve(socket);
  process.send({ bytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit());
