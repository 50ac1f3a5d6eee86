import type { EntityManager } from 'typeorm';
import type { Position } from '../../application/ports/event-store.js';
import type { RowChange } from '../../application/ports/read-models.js';

/** A changed row with every index entry by which lists hold it now or held it before. */
export interface ChangedRow extends RowChange {
  readonly index: readonly (readonly [name: string, value: string])[];
}

export type Changes = readonly ChangedRow[] | 'unknown';

/** A row of one version of its model: others may not have changed yet. */
export interface SaidChange extends ChangedRow {
  readonly version: number;
}

/** What a commit did: rows it changed and, where checkpoints moved, how far these live versions have come. */
export interface Announcement {
  readonly changes: readonly SaidChange[] | 'unknown';
  readonly reached?: { readonly position: Position; readonly versions: readonly VersionId[] };
}

export type VersionId = readonly [model: string, version: number];

export const channel = 'read_model';
/** PostgreSQL refuses payloads of 8000 bytes and more. */
const maxPayload = 7_500;
const maxAnnounced = 1_000;

/** Wakes whoever waits, on every instance, at commit. */
export const announce = async (manager: EntityManager, announcement: Announcement): Promise<void> => {
  const payloads = payloadsOf(announcement);
  await manager.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [channel, payloads]);
};

/**
 * What is said in the channel. Changes come in parts, and before them nothing is said of what is reached; they are
 * `unknown` when they are too many.
 */
export const payloadsOf = ({ changes, reached }: Announcement): string[] => {
  const payloads = changes === 'unknown' || changes.length > maxAnnounced ? ['"unknown"'] : parts(changes);
  if (reached) payloads.push(JSON.stringify(reached));
  return payloads;
};

const parts = (changes: readonly SaidChange[]): string[] => {
  const payloads: string[] = [];
  let part: string[] = [];
  let bytes = 0;
  for (const { model, version, key, index } of changes) {
    const text = JSON.stringify([model, version, key, index]);
    const size = Buffer.byteLength(text) + 1;
    if (size > maxPayload) return ['"unknown"'];
    if (bytes + size > maxPayload) {
      payloads.push(`[${part.join()}]`);
      part = [];
      bytes = 0;
    }
    part.push(text);
    bytes += size;
  }
  if (part.length > 0) payloads.push(`[${part.join()}]`);
  return payloads;
};

/** One of the payloads of a commit, in their order. @throws Error for what this release does not say itself */
export const toAnnouncement = (payload: string): Announcement => {
  const said = parsed(payload);
  if (said === 'unknown') return { changes: said };
  if (isReached(said)) return { changes: [], reached: said };
  if (Array.isArray(said) && said.every(isChange)) {
    return { changes: said.map(([model, version, key, index]) => ({ model, version, key, index })) };
  }
  throw new Error('not an announcement of a commit');
};

const parsed = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
};

const isReached = (said: unknown): said is NonNullable<Announcement['reached']> => {
  const { position, versions } = Object(said) as Record<string, unknown>;
  return typeof position === 'string' && Array.isArray(versions) && versions.every(isVersion);
};

const isVersion = (said: unknown): boolean =>
  Array.isArray(said) && said.length === 2 && typeof said[0] === 'string' && Number.isInteger(said[1]);

const isChange = (said: unknown): said is [...VersionId, string, ChangedRow['index']] => {
  if (!Array.isArray(said) || said.length !== 4) return false;
  const [model, version, key, index] = said;
  return isVersion([model, version]) && typeof key === 'string' && Array.isArray(index) && index.every(isEntry);
};

const isEntry = (entry: unknown): boolean =>
  Array.isArray(entry) && entry.length === 2 && entry.every((each) => typeof each === 'string');
