import { derivedId } from '../../../application/core/ids.js';
import { keysOf } from '../../../application/core/sealed.js';
import { caughtUp, type EventStore, type Position, type StoredEvent } from '../../../application/ports/event-store.js';

/** A photo or document that an event names. */
export interface NamedObject {
  readonly id: string;
  readonly sha256: string;
  /** The event, and which document it was where it is an agreement. */
  readonly stream: string;
  readonly revision: bigint;
  readonly documentId: string | undefined;
}

/** What one pass over the log shows. */
export interface LogScan {
  readonly events: number;
  /** What is wrong with the log itself. */
  readonly faults: readonly string[];
  /** Ids of the data keys that sealed values need. */
  readonly keys: ReadonlySet<string>;
  readonly objects: readonly NamedObject[];
}

/** Events of one append, at most. */
const batchSize = 64;

/**
 * Reads the whole log: whether every stream's revisions and the log's positions go up by one, whether every id derives from
 * its command, whether who holds a claim is there, and what events need beside the log. @throws DependencyUnavailable
 */
export const scanLog = async (store: EventStore, progress: (passed: number) => void = () => {}): Promise<LogScan> => {
  const faults: string[] = [];
  const revisions = new Map<string, bigint>();
  const holders = new Map<string, string>();
  const keys = new Set<string>();
  const objects = new Map<string, NamedObject>();
  let last: Position | null = null;
  let events = 0;
  const { signal } = new AbortController();
  for await (const event of store.subscribe({ signal })) {
    if (event === caughtUp) break;
    progress(++events);
    const at = `${event.stream}@${event.revision}`;
    const expected = (revisions.get(event.stream) ?? -1n) + 1n;
    if (event.revision !== expected) faults.push(`${at} follows @${expected - 1n}`);
    if ((store.distance(last, event.position) ?? 1) !== 1)
      faults.push(`between ${last ?? 'the beginning'} and ${event.position} events are missing`);
    if (!isDerived(event)) faults.push(`${at} has an id that its command does not give`);
    revisions.set(event.stream, event.revision);
    last = event.position;
    holds(event, holders);
    for (const key of keysOf(event.data)) keys.add(key);
    for (const each of objectsIn(event)) objects.set(each.id, each);
  }
  for (const [claim, owner] of holders)
    if (!revisions.has(owner)) faults.push(`${claim} is held by ${owner}, of which there is no event`);
  return { events, faults, keys, objects: [...objects.values()] };
};

const isDerived = ({ id, stream, metadata }: StoredEvent): boolean => {
  for (let index = 0; index < batchSize; index++)
    if (derivedId(metadata.commandId, stream, String(index)) === id) return true;
  return false;
};

const holds = ({ type, stream, data }: StoredEvent, holders: Map<string, string>): void => {
  if (type === 'ClaimTaken') holders.set(stream, String(data.owner));
  if (type === 'ClaimReleased') holders.delete(stream);
};

/** At any depth: an object is named by `photoId` or `objectId`, beside its digest. */
const objectsIn = ({ stream, revision, data }: StoredEvent): readonly NamedObject[] => {
  const found: NamedObject[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { photoId, objectId, sha256, documentId } = value as Record<string, unknown>;
    const id = photoId ?? objectId;
    if (typeof id === 'string' && typeof sha256 === 'string')
      found.push({ id, sha256, stream, revision, documentId: typeof documentId === 'string' ? documentId : undefined });
    for (const part of Object.values(value)) look(part);
  };
  look(data);
  return found;
};
