import { Injectable } from '@nestjs/common';
import type { AnyEventSchema, Fact } from '../../domain/shared/decider.js';
import { erased, type Opened } from '../../domain/shared/personal.js';
import { type DataKey, DataKeys } from '../ports/data-keys.js';
import type { NewEvent, StoredEvent } from '../ports/event-store.js';
import type { JsonObject } from '../ports/json.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import type { CommandContext } from './command-context.js';
import { eventCatalogue } from './event-catalogue.js';
import { derivedId } from './ids.js';
import { keysOf, openAll, openValue, sealValue } from './sealed.js';

/** Between facts as deciders see them and events as the log keeps them: versions, upcasts, metadata (P5), sealing (P1). */
@Injectable()
export class EventCodec {
  constructor(private readonly keys: DataKeys) {}

  /** @param subject whose data key seals the personal fields; null where the aggregate has none */
  async encode(
    facts: readonly Fact[],
    stream: string,
    context: CommandContext,
    subject: string | null,
  ): Promise<readonly NewEvent[]> {
    const events: NewEvent[] = [];
    for (const [index, fact] of facts.entries()) {
      const schema = schemaOf(fact.type);
      events.push({
        id: derivedId(context.commandId, stream, String(index)),
        type: fact.type,
        data: await this.seal(fact.data as JsonObject, schema, subject),
        metadata: {
          at: context.at,
          actor: context.actor,
          correlationId: context.correlationId,
          causationId: context.causationId,
          commandId: context.commandId,
          session: context.session,
          device: context.device,
          clientVersion: context.clientVersion,
          schemaVersion: schema.version,
        },
      });
    }
    return events;
  }

  /**
   * The fact in today's schema, its personal fields opened and in today's shape; those whose key was destroyed read as
   * `erased` (P2).
   * @throws NewerEvent for a type or a schema version that this release does not know
   */
  async decode(event: StoredEvent): Promise<Fact> {
    const { data } = upcast(event);
    return { type: event.type, data: (await this.opened(data)) as object };
  }

  /** Opens every sealed value in an event's data or a read model's row, at any depth, in today's shape. */
  async open<T>(value: T): Promise<Opened<T>> {
    return (await this.opened(value)) as Opened<T>;
  }

  private async opened(value: unknown): Promise<unknown> {
    const opened = new Map<string, DataKey | undefined>();
    for (const id of keysOf(value)) opened.set(id, await this.keys.byId(id));
    return openAll(value, (sealed) => {
      const key = opened.get(sealed.key);
      return key ? openValue(key, sealed) : erased;
    });
  }

  private async seal(data: JsonObject, schema: AnyEventSchema, subject: string | null): Promise<JsonObject> {
    const present = Object.keys(schema.personal).filter((field) => data[field] !== undefined && data[field] !== null);
    if (present.length === 0) return data;
    if (subject === null) throw new Error('personal fields need a subject');
    const key = await this.keys.of(subject);
    return { ...data, ...Object.fromEntries(present.map((field) => [field, sealValue(key, field, data[field]!)])) };
  }
}

/** An event of a newer release, which this one must not guess. Instances of that release can answer. */
export class NewerEvent extends DependencyUnavailable {
  constructor({ type, metadata }: Pick<StoredEvent, 'type' | 'metadata'>) {
    super(`a release that knows ${type} version ${metadata.schemaVersion}`);
    this.name = 'NewerEvent';
  }
}

const known = (type: string): AnyEventSchema | undefined =>
  Object.hasOwn(eventCatalogue, type) ? eventCatalogue[type] : undefined;

const schemaOf = (type: string): AnyEventSchema => {
  const schema = known(type);
  if (!schema) throw new Error(`event type ${type} is not in the catalogue`);
  return schema;
};

/** Whether this release knows the event's type and the version of its schema. */
export const isKnownEvent = ({ type, metadata }: Pick<StoredEvent, 'type' | 'metadata'>): boolean =>
  metadata.schemaVersion <= (known(type)?.version ?? 0);

/** The event in today's schema, its personal fields still sealed. @throws NewerEvent */
export const upcast = (event: StoredEvent): StoredEvent => {
  if (!isKnownEvent(event)) throw new NewerEvent(event);
  const schema = schemaOf(event.type);
  let data: Record<string, unknown> = { ...event.data };
  for (let version = event.metadata.schemaVersion; version < schema.version; version++) {
    data = schema.upcasts![version - 1]!(data);
  }
  return { ...event, data: data as JsonObject };
};

/** Its fact, of a type that says what is sealed: what read models fold. */
export const sealedFact = <E extends Fact>(event: StoredEvent): E => {
  const { type, data } = upcast(event);
  return { type, data } as Fact as E;
};
