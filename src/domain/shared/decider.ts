import type { Opened, Sealed, Shape } from './personal.js';

/** Something that happened, in the past tense. `data` is JSON and stays readable for twenty years. */
export interface Fact<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}

/**
 * An aggregate as three pure values. `decide` refuses with a DomainError and answers a repeated command with no
 * facts; `evolve` never throws. Time, actor, ids and anything fetched come in with the command.
 */
export interface Decider<Command, Event extends Fact, State> {
  /** First part of the stream's name: `<category>-<id>`. */
  readonly category: string;
  readonly initialState: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
}

/**
 * What is stored of each event type, as the log holds it: its schema version, the fields of `data` that are personal (sealed before they
 * reach the log, P1) with the shape that they have today, and how data of an older version becomes data of the next one.
 * Fields are added, never renamed or reused; a new meaning is a new event type. A personal field's name has one shape in
 * the whole log, since a sealed value is known by that name wherever it is opened.
 */
export type EventSchema<Event extends Fact> = {
  readonly [E in Event as E['type']]: {
    readonly version: number;
    readonly personal: PersonalShapes<E['data']>;
    /** `upcasts[n]` turns version n + 1 into version n + 2. Personal fields pass through them sealed. */
    readonly upcasts?: readonly ((data: Record<string, unknown>) => Record<string, unknown>)[];
  };
};

/** The upcast of a version that added what may be absent, or values that were not there before. */
export const asItIs = (data: Record<string, unknown>): Record<string, unknown> => data;

/** A shape for each field that is sealed, and for no other. */
type PersonalShapes<Data> = { readonly [F in SealedFields<Data>]: Shape<Opened<NonNullable<Data[F]>>> } & {
  readonly [F in Exclude<keyof Data, SealedFields<Data>>]?: never;
};

type SealedFields<Data> = {
  [F in keyof Data]-?: NonNullable<Data[F]> extends Sealed<unknown> ? F : never;
}[keyof Data];

/** The schema of an event type that is only known at run time. */
export interface AnyEventSchema {
  readonly version: number;
  readonly personal: { readonly [field: string]: (stored: never) => unknown };
  readonly upcasts?: readonly ((data: Record<string, unknown>) => Record<string, unknown>)[];
}
