import { startStandIn } from './stand-in.js';

// node --import ./test/support/resolve-typescript.mjs test/support/servers/eventstoredb-stand-in/main.ts [port]
const standIn = await startStandIn({ port: Number(process.argv[2] ?? 2113) });
console.log(standIn.url);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void standIn.stop());
