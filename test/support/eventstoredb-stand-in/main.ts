import { startStandIn } from './stand-in.js';

const standIn = await startStandIn({ port: Number(process.argv[2] ?? 2113) });
console.log(standIn.url);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void standIn.stop());
