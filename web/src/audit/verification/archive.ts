import { type Bytes, canonical, digestOf, textOf } from './bytes.js';
import { type Findings, Refusal } from './findings.js';

/** The files of an archive by their paths. */
export type Files = ReadonlyMap<string, Bytes>;

/** What an event says: the shapes are looked at where they are needed. */
// biome-ignore lint/suspicious/noExplicitAny: the archive is not trusted, and says what it likes
type Json = any;

export interface ArchivedEvent {
  readonly path: string;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly entry: Bytes;
  readonly data: Json;
  readonly metadata: Json;
}

export const format = 'realname evidence v2';

const jsonOf = (files: Files, path: string, findings: Findings): Json =>
  JSON.parse(textOf(files.get(path) ?? findings.refuse('FORMAT_FAILURE', path)));

/** Data and metadata are those that the entry names. */
const readEvent = async (files: Files, path: string, findings: Findings): Promise<ArchivedEvent> => {
  const [data, metadata, entry] = ['json', 'metadata.json', 'entry'].map((part) => files.get(`${path}.${part}`));
  if (!data || !metadata || !entry) return findings.refuse('HASH_FAILURE', path);
  const [head, id = '', stream = '', revision, type = '', ...digests] = textOf(entry).split('\n');
  const own = [await digestOf(data), await digestOf(metadata), ''];
  if (head !== 'realname event v1' || canonical(digests) !== canonical(own)) findings.refuse('HASH_FAILURE', path);
  const parsed = {
    data: jsonOf(files, `${path}.json`, findings),
    metadata: jsonOf(files, `${path}.metadata.json`, findings),
  };
  return { path, id, stream, revision: Number(revision), type, entry, ...parsed };
};

/** The fact of the export, which names the manifest. */
export const readFact = async (files: Files, findings: Findings): Promise<ArchivedEvent> => {
  const ofThisFormat = ['manifest.json', 'streams.json', 'verify.mjs', 'manifest.event.json'];
  if (files.has('events.json') && !ofThisFormat.some((name) => files.has(name))) {
    findings.doubtful('FORMAT_V1', 'archive');
    throw new Refusal('FORMAT_V1');
  }
  const fact = await readEvent(files, 'manifest.event', findings);
  const digest = await digestOf(files.get('manifest.json') ?? new Uint8Array());
  if (fact.type !== 'EvidenceExported' || fact.data.manifestSha256 !== digest)
    findings.refuse('HASH_FAILURE', 'manifest.json');
  return fact;
};

export interface Manifest {
  readonly format: string;
  readonly changeRequestId: string;
  readonly exportedAt: string;
  readonly files: Readonly<Record<string, string>>;
}

const namedByFact = /^manifest\.(json|event\.(json|metadata\.json|entry|tlog-proof))$/;

/** Each file is one that the manifest names, and is what it names. */
export const readManifest = async (files: Files, fact: ArchivedEvent, findings: Findings): Promise<Manifest> => {
  const manifest = jsonOf(files, 'manifest.json', findings) as Manifest;
  if (manifest.format !== format || manifest.changeRequestId !== fact.data.changeRequestId)
    findings.failed('FORMAT_FAILURE', 'manifest.json');
  for (const [path, digest] of Object.entries(manifest.files)) {
    const bytes = files.get(path);
    if (!bytes || (await digestOf(bytes)) !== digest) findings.failed('HASH_FAILURE', path);
  }
  for (const path of files.keys())
    if (!namedByFact.test(path) && !Object.hasOwn(manifest.files, path)) findings.failed('FORMAT_FAILURE', path);
  if (findings.all.length > 0) throw new Refusal('manifest.json');
  return manifest;
};

export const readEvents = async (files: Files, findings: Findings): Promise<readonly ArchivedEvent[]> => {
  const paths = [...files.keys()].filter((path) => /^events\/\d+\.entry$/.test(path)).sort();
  const events: ArchivedEvent[] = [];
  for (const path of paths) events.push(await readEvent(files, path.replace(/\.entry$/, ''), findings));
  return events;
};

/** As `events.json` shows it: personal fields, which are sealed, are masked. */
const masked = (data: Json): Json => JSON.parse(JSON.stringify(data), (_, part) => (part?.$sealed ? '***' : part));

/** No event is missing of a stream that should be whole, and `events.json` tells of the same events. */
export const checkStreams = (
  files: Files,
  events: readonly ArchivedEvent[],
  changeRequestId: string,
  findings: Findings,
): void => {
  const streams: readonly Json[] = jsonOf(files, 'streams.json', findings);
  for (const { stream, whole, first, last, events: count } of streams) {
    const revisions = events.filter((event) => event.stream === stream).map(({ revision }) => revision);
    const rises = revisions.every((revision, n) => (whole ? revision === n : n === 0 || revision > revisions[n - 1]!));
    const isAsSaid = rises && revisions.length === count && revisions.at(0) === first && revisions.at(-1) === last;
    if (!isAsSaid) findings.failed('INCONSISTENT', stream);
  }
  const isWhole = streams.find(({ stream }) => stream === `ProfileChangeRequest-${changeRequestId}`)?.whole;
  if (!isWhole || streams.reduce((sum, each) => sum + each.events, 0) !== events.length)
    findings.failed('INCONSISTENT', 'streams.json');
  const told = events.map(({ id, stream, revision, type, data, metadata }) => {
    const { commandId: _, mac: __, ...shown } = metadata;
    return { id, stream, revision, type, ...shown, data: masked(data) };
  });
  const shown = jsonOf(files, 'events.json', findings).map(({ position: _, ...rest }: Json) => rest);
  if (canonical(told) !== canonical(shown)) findings.failed('INCONSISTENT', 'events.json');
};
