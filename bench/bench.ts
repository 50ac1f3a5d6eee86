import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Device, importCustomer, signInStaff } from '../demo/main-job.js';
import { customer } from '../demo/people.js';
import { Walk } from '../demo/walk.js';
import { readConfig } from '../src/adapters/composition/config.js';
import { openPostgresLog } from '../src/adapters/composition/logs.js';
import { postgresEventStore } from '../src/adapters/composition/makers.js';
import { openParts, type Parts } from '../src/adapters/composition/parts.js';
import { Resources } from '../src/adapters/composition/resources.js';
import { type Service, startService } from '../src/adapters/composition/service.js';
import { createPool } from '../src/adapters/postgres-server/pool.js';
import { EventStore } from '../src/application/ports/event-store.js';
import { ReadModels } from '../src/application/ports/read-models.js';
import { checkCharacter } from '../src/domain/shared/resident-id.js';
import { archiveFigures } from './archives.js';
import { signInDecoys } from './decoys.js';
import { commandPath, reads, startBareRoute } from './http.js';
import { identityFigures } from './identity.js';
import { journeys } from './journeys.js';
import { lag } from './lag.js';
import { appends, bareInserts, commands, noKeys } from './log.js';
import { proofFigures } from './proof.js';
import { type ScaleFigures, scale } from './scale/scale.js';
import { scaleTable } from './scale/scale-table.js';
import { screensTable } from './screens.js';
import { sealFigures } from './seals.js';
import { costTable, serverCost } from './server-cost.js';
import { strangers } from './strangers.js';
import { type Row, tableOf, writeReadme } from './table.js';
import { treeDelay } from './tree-delay.js';

const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    journeys: { type: 'string', default: '50' },
    cost: { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    events: { type: 'string', default: '100000,1000000' },
    proof: { type: 'boolean', default: false },
    strangers: { type: 'boolean', default: false },
    screens: { type: 'boolean', default: false },
    loads: { type: 'string', default: '9' },
    readme: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const ms = Number(options.seconds) * 1000;

const help = `npm run bench [-- options]
  --seconds N    how long each measurement takes (5)
  --journeys N   customers that walk the whole main job, all at once (50)
  --cost         measure what a main job costs the server, and nothing else
  --scale        measure what depends on how long the log is, and nothing else; some ten minutes, 4 GiB of disk
  --events N,N   the sizes of --scale, in events (100000,1000000)
  --proof        measure what proofs cost, and nothing else: MACs, the tree, values that can be disclosed, archives
  --strangers    measure what strangers can make the service spend, and nothing else
  --screens      measure how soon the first screens are there, and nothing else; in Chromium, of what \`npm run web\` has built
  --loads N      of each page of --screens, with an empty cache (9)
  --readme       write the table into README.md
Each figure stands beside a floor that was measured in the same run.`;

const progress = (line: string) => process.stderr.write(`${line}\n`);

const start = async (dataDir: string): Promise<{ service: Service; row: Row }> => {
  const from = performance.now();
  const service = await startService(
    readConfig({ PORT: '0', METRICS_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
  );
  const seconds = (performance.now() - from) / 1000;
  return { service, row: { name: `start, ${seconds.toFixed(1)} s` } };
};

/** The log alone, with nobody reading it. */
const logFigures = async (dataDir: string): Promise<{ rows: Row[]; maxRate: number }> => {
  const resources = new Resources(() => {});
  try {
    const parts = await openBenchParts(dataDir, resources);
    const eventStore = resources.add(await postgresEventStore(parts), (each) => each.close());
    const pool = resources.add(createPool(parts.server.url, { max: 64 }), (each) => each.end());
    progress('bare inserts');
    const floors = await bareInserts(pool, ms);
    progress('appends');
    const appended = await appends(eventStore, floors, ms);
    progress('load, decide, append');
    const decided = await commands(eventStore, noKeys, floors, ms);
    const proved = await provedBy(parts, resources);
    const maxRate = Math.max(...appended.map(({ perSecond = 0 }) => perSecond));
    return { rows: [...appended, ...decided, ...proved], maxRate };
  } finally {
    await resources.close();
  }
};

const provedBy = async ({ server, keyring }: Parts, resources: Resources): Promise<Row[]> => {
  progress('MACs, the tree, and what can be disclosed');
  const bare = resources.add(await openPostgresLog(server), (each) => each.close());
  return [...(await proofFigures(bare, keyring, ms)), ...(await sealFigures(bare, ms))];
};

/** What proofs cost alone. */
const costOfProofs = async (directory: string): Promise<Row[]> => {
  const resources = new Resources(() => {});
  const rows: Row[] = [];
  try {
    rows.push(...(await provedBy(await openBenchParts(join(directory, 'proof'), resources), resources)));
  } finally {
    await resources.close();
  }
  return [...rows, ...(await provenRecords(join(directory, 'records')))];
};

/** The archive of a main job, and how far the tree is behind under load. */
const provenRecords = async (dataDir: string): Promise<Row[]> => {
  const { service } = await start(dataDir);
  try {
    progress('an archive, and the tree under load');
    const who = person(900);
    await importCustomer((await signInStaff(service.url)).operator, who, '00389000');
    const walk = new Walk(new Device(service.url, 'bench-device-9000', who), '0755-86001533', 77);
    await journeys(service.url, [walk]);
    const archives = await archiveFigures(service.url, walk.requestId);
    return [...archives, await treeDelay(service.url, service.app.get(EventStore), ms)];
  } finally {
    await service.stop();
  }
};

const openBenchParts = (dataDir: string, resources: Resources): Promise<Parts> =>
  openParts(readConfig({ PORT: '0', METRICS_PORT: '0', DATA_DIR: dataDir }), () => {}, resources);

const serviceFigures = async (dataDir: string): Promise<Row[]> => {
  const { service, row: first } = await start(dataDir);
  const bare = await startBareRoute();
  try {
    const { operator } = await signInStaff(service.url);
    const people = Array.from({ length: Number(options.journeys) + 1 }, (_, index) => person(index));
    progress(`importing ${people.length} customers`);
    for (const [index, each] of people.entries()) await importCustomer(operator, each, `0038${index + 1000}`);
    const walks = people
      .slice(1)
      .map((each, index) => new Device(service.url, `bench-device-${1000 + index}`, each))
      .map((device, index) => new Walk(device, '0755-86001533', 40 + (index % 200)));
    progress('reads over HTTP');
    const read = await reads(await bare.getUrl(), service.url, await signedIn(service.url, people[0]!), ms);
    progress('answers to those whom nobody knows');
    const [known, unknown] = [300, 400].map((from) => Array.from({ length: 40 }, (_, index) => person(from + index)));
    for (const [index, each] of known!.entries()) await importCustomer(operator, each, `0038${index + 3000}`);
    const decoys = await signInDecoys(service.url, known!, unknown!);
    progress('commands over HTTP');
    const path = await commandPath(operator, people, ms);
    progress('journeys');
    const walked = await journeys(service.url, walks);
    progress('identity app');
    const { atOnce } = readConfig({}).passwordHashing;
    const identity = await identityFigures(await bare.getUrl(), service.url, atOnce, ms);
    const rss = Math.round(process.memoryUsage().rss / 2 ** 20);
    return [
      ...read,
      ...decoys,
      path,
      ...walked,
      ...identity,
      { ...first, name: `${first.name}; memory after all of this ${rss} MiB` },
    ];
  } finally {
    await bare.close();
    await service.stop();
  }
};

/** What a signed-in call carries, without the client around it. */
const signedIn = async (url: string, who: typeof customer): Promise<Headers> => {
  let headers = new Headers();
  const device = new Device(url, 'bench-device-0000', who, async (input, init) => {
    const request = new Request(input, init);
    headers = request.headers;
    return fetch(request);
  });
  await device.signIn();
  await device.profile();
  return headers;
};

/** A service that has done nothing else, so that what grows is theirs. */
const strangersFigures = async (dataDir: string): Promise<Row[]> => {
  const { service } = await start(dataDir);
  try {
    progress('strangers');
    return await strangers(service.url);
  } finally {
    await service.stop();
  }
};

const screensFigures = async (dataDir: string): Promise<string> => {
  const { service } = await start(dataDir);
  try {
    if (!service.screens) throw new Error('no screens: npm run web');
    progress('first screens');
    return await screensTable(service.url, Number(options.loads));
  } finally {
    await service.stop();
  }
};

const lagFigures = async (dataDir: string, maxRate: number): Promise<Row[]> => {
  const { service } = await start(dataDir);
  try {
    progress('projection lag');
    return await lag(service.app.get(EventStore), service.app.get(ReadModels), maxRate, ms);
  } finally {
    await service.stop();
  }
};

/** Customers with valid ID numbers and mobiles of their own: 28,000 of them, born on a day of February 1995. */
const person = (index: number): typeof customer => {
  const day = String(1 + (Math.floor(index / 1000) % 28)).padStart(2, '0');
  const digits = `410101199502${day}${String(index % 1000).padStart(3, '0')}`;
  const mobile = `139${String(10_000_001 + index * 7)}`;
  return { ...customer, idNumber: digits + checkCharacter(digits), contactMobile: mobile, contactPhone: mobile };
};

const costFigures = async (dataDir: string): Promise<string> => {
  progress('what a main job costs the server');
  const people = Array.from({ length: 11 }, (_, index) => person(600 + index));
  return costTable(await serverCost(dataDir, people));
};

const scaleFigures = async (directory: string): Promise<string> => {
  const figures: ScaleFigures[] = [];
  for (const events of options.events.split(',').map(Number))
    figures.push(await scale(directory, events, person, ms, progress));
  return scaleTable(figures);
};

const main = async (): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'realname-bench-'));
  try {
    if (options.cost) {
      process.stdout.write(`${await costFigures(join(directory, 'cost'))}\n`);
      return;
    }
    if (options.scale) {
      process.stdout.write(`${await scaleFigures(directory)}\n`);
      return;
    }
    if (options.proof) {
      process.stdout.write(`${tableOf(await costOfProofs(directory))}\n`);
      return;
    }
    if (options.strangers) {
      process.stdout.write(`${tableOf(await strangersFigures(join(directory, 'strangers')))}\n`);
      return;
    }
    if (options.screens) {
      process.stdout.write(`${await screensFigures(join(directory, 'screens'))}\n`);
      return;
    }
    const { rows, maxRate } = await logFigures(join(directory, 'log'));
    const figures = [
      ...rows,
      ...(await lagFigures(join(directory, 'lag'), maxRate)),
      ...(await serviceFigures(join(directory, 'service'))),
      ...(await strangersFigures(join(directory, 'strangers'))),
    ];
    const table = `${tableOf(figures)}\n\n${await costFigures(join(directory, 'cost'))}`;
    process.stdout.write(`${table}\n`);
    if (options.readme) await writeReadme(table);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

if (options.help) process.stdout.write(`${help}\n`);
else await main();
