import type { Position as LogPosition, RecordedEvent } from '@eventstore/db-client';
import type { EventMetadata, Position, StoredEvent } from '../../application/ports/event-store.js';
import type { JsonObject } from '../../application/ports/json.js';

/** `commit/prepare`, the two numbers that the server orders its log by. */
export const formatPosition = ({ commit, prepare }: LogPosition): Position => `${commit}/${prepare}`;

/** @throws Error when this store did not make the position */
export const parsePosition = (position: Position): LogPosition => {
  const [, commit, prepare] = /^(\d+)\/(\d+)$/.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) throw new Error('not a position of this event store');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

export const comparePositions = (a: Position, b: Position): number => {
  const left = parsePosition(a);
  const right = parsePosition(b);
  const difference = left.commit - right.commit || left.prepare - right.prepare;
  return difference < 0n ? -1 : Number(difference > 0n);
};

/** Undefined for what the server writes itself (`$…`), and for what has not the shape of our events: others wrote that. */
export const toStoredEvent = (event: RecordedEvent | undefined): StoredEvent | undefined => {
  if (!event || event.streamId.startsWith('$') || event.type.startsWith('$')) return undefined;
  if (!isObject(event.data) || !isMetadata(event.metadata) || !event.position) return undefined;
  return {
    id: event.id,
    type: event.type,
    data: event.data as JsonObject,
    metadata: event.metadata,
    stream: event.streamId,
    revision: event.revision,
    position: formatPosition(event.position),
    // The client gives no bytes. Writer and client make the same text of the same value, as long as nobody else wrote it.
    raw: { data: JSON.stringify(event.data), metadata: JSON.stringify(event.metadata) },
  };
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const isMetadata = (value: unknown): value is EventMetadata => {
  if (!isObject(value)) return false;
  const { at, actor, commandId, schemaVersion } = value as { readonly [N in keyof EventMetadata]?: unknown };
  return (
    typeof at === 'string' && isObject(actor) && typeof commandId === 'string' && typeof schemaVersion === 'number'
  );
};
