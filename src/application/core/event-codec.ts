import { Injectable } from '@nestjs/common';
import type { AnyEventSchema, Fact } from '../../domain/shared/decider.js';
import { erased, type Opened } from '../../domain/shared/personal.js';
import { type DataKey, DataKeys } from '../ports/data-keys.js';
import type { NewEvent, StoredEvent } from '../ports/event-store.js';
import type { JsonObject } from '../ports/json.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { personOf } from './aggregates.js';
import type { CommandContext } from './command-context.js';
import type { Disclosure } from './disclosure.js';
import { eventCatalogue } from './event-catalogue.js';
import { derivedId } from './ids.js';
import {
  disclosureIn,
  isSealed,
  keysOf,
  openAll,
  openValue,
  type SealedValue,
  type SealFormat,
  SealMisplaced,
  sealValue,
  type Whereabouts,
} from './sealed.js';

/** In which format personal fields are sealed; all are opened. */
export class SealsWritten {
  constructor(readonly format: SealFormat) {}
}

/** Between facts as deciders see them and events as the log keeps them: versions, upcasts, metadata (P5), sealing (P1). */
@Injectable()
export class EventCodec {
  constructor(
    private readonly keys: DataKeys,
    private readonly seals: SealsWritten = new SealsWritten(2),
  ) {}

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
      const id = derivedId(context.commandId, stream, String(index));
      events.push({
        id,
        type: fact.type,
        data: await this.seal(fact as Fact<string, JsonObject>, { stream, id, subject, schema }),
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
   * @param person whom the stream concerns, where an earlier event of it named them
   * @throws NewerEvent for a type or a schema version that this release does not know
   * @throws SealMisplaced for a personal field that was not sealed for this event
   */
  async decode(event: StoredEvent, person = personOf(event)): Promise<Fact> {
    const { stream, data } = upcast(event);
    for (const [field, value] of Object.entries(data)) mustBeOf(event, field, value);
    return { type: event.type, data: (await this.opened(data, { stream, person })) as object };
  }

  /**
   * What proves a personal field of the event by the digest in it; undefined where its key was destroyed, and in format 1.
   * @throws SealMisplaced, NewerSeal
   */
  async disclosure(event: StoredEvent, field: string, person = personOf(event)): Promise<Disclosure | undefined> {
    const sealed = event.data[field];
    if (!isSealed(sealed)) return undefined;
    mustBeOf(event, field, sealed);
    const key = await this.keys.byId(sealed.key);
    return key && disclosureIn(key, sealed, { stream: event.stream, person });
  }

  /**
   * Opens every sealed value in an event's data or a read model's row, at any depth, in today's shape.
   * @throws SealMisplaced for a value that was sealed in another stream or for another person
   */
  async open<T>(value: T, at: Whereabouts): Promise<Opened<T>> {
    return (await this.opened(value, at)) as Opened<T>;
  }

  /** What opens the sealed parts of these values, one by one; undefined for one whose key was destroyed. */
  async opener(at: Whereabouts, ...values: readonly unknown[]): Promise<(sealed: SealedValue) => unknown> {
    const keys = new Map<string, DataKey | undefined>();
    for (const id of keysOf(values)) keys.set(id, await this.keys.byId(id));
    return (sealed) => {
      const key = keys.get(sealed.key);
      return key && openValue(key, sealed, at);
    };
  }

  private async opened(value: unknown, at: Whereabouts): Promise<unknown> {
    const open = await this.opener(at, value);
    return openAll(value, (sealed) => open(sealed) ?? erased);
  }

  private async seal(
    { type, data }: Fact<string, JsonObject>,
    { stream, id, subject, schema }: { stream: string; id: string; subject: string | null; schema: AnyEventSchema },
  ): Promise<JsonObject> {
    const present = Object.keys(schema.personal).filter((field) => data[field] !== undefined && data[field] !== null);
    if (present.length === 0) return data;
    if (subject === null) throw new Error('personal fields need a subject');
    const key = await this.keys.of(subject);
    const { format } = this.seals;
    const sealed = present.map((field) => [field, sealValue(key, stream, { type, id }, field, data[field]!, format)]);
    return { ...data, ...Object.fromEntries(sealed) };
  }
}

/** The oldest values name no event: they are known by their field, and by whose key sealed them. */
const mustBeOf = (event: StoredEvent, field: string, value: unknown): void => {
  if (!isSealed(value)) return;
  const { type, id } = value.event ?? event;
  if (value.field !== field || type !== event.type || id !== event.id) throw new SealMisplaced(event, value);
};

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
