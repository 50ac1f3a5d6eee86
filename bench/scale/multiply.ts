import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { EventMacs } from '../../src/application/core/event-mac.js';
import type { LogEvent, Template } from './template.js';

/** A UUID, or the digest in the name of a stream: whatever tells one person's facts from another's. */
const identifiers =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<=(?:Claim|SmsNumber)-)[A-Za-z0-9_-]{20,}/g;
const lives = 40;

/**
 * Appends copies of the template to an idle log until it has `events` events: the lives of as many people, each with
 * identifiers of its own and its facts in their order, forty lives interleaved as those of people who act at once. Sealed
 * fields are copied as they are: read models fold them unopened. Each copy bears a MAC of its own.
 */
export const fill = async (
  client: pg.Client,
  template: Template,
  macs: EventMacs,
  events: number,
  progress: (written: number) => void,
): Promise<void> => {
  const [{ head }] = (await client.query('select coalesce(max(position), 0)::int as head from events')).rows;
  for (let [position, life] = [head as number, 0]; position < events; life += lives) {
    const batch = interleaved(Array.from({ length: lives }, (_, index) => copy(template, `${head} ${life + index}`)));
    const rest = batch.slice(0, events - position).map((event) => authentic(event, macs));
    await client.query(
      `insert into events (position, stream, revision, id, type, data, metadata)
       select $1 + n, stream, revision, id, type, data, metadata
       from unnest($2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::json[], $7::json[])
         with ordinality as event (stream, revision, id, type, data, metadata, n)`,
      [
        position,
        ...(['stream', 'revision', 'id', 'type', 'data', 'metadata'] as const).map((of) =>
          rest.map((event) => event[of]),
        ),
      ],
    );
    position += rest.length;
    progress(position);
  }
  await client.query('vacuum analyze events');
};

const copy = (template: Template, life: string): LogEvent[] => {
  const known = new Map<string, string>();
  const other = (identifier: string): string => {
    const mapped = known.get(identifier) ?? like(identifier, life);
    known.set(identifier, mapped);
    return mapped;
  };
  return template.map((event) => ({
    ...event,
    stream: event.stream.replace(identifiers, other),
    id: other(event.id),
    data: event.data.replace(identifiers, other),
    metadata: event.metadata.replace(identifiers, other),
  }));
};

const authentic = (event: LogEvent, macs: EventMacs): LogEvent => {
  const { id, type, stream, revision } = event;
  const parsed = { id, type, data: JSON.parse(event.data), metadata: JSON.parse(event.metadata) };
  return { ...event, metadata: JSON.stringify(macs.add(parsed, stream, BigInt(revision)).metadata) };
};

/** Of the same shape, and different for every life. */
const like = (identifier: string, life: string): string => {
  const digest = createHash('sha256').update(`${life} ${identifier}`);
  if (identifier[8] !== '-')
    return digest.digest('base64url').slice(0, identifier.length).padEnd(identifier.length, '0');
  const hex = digest.digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The first of each, then the second of each. */
const interleaved = <T>(lists: readonly (readonly T[])[]): T[] =>
  lists[0]!.flatMap((_, index) => lists.map((list) => list[index]!));
