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
 * What is stored of each event type: its schema version, the fields of `data` that are personal (sealed before they
 * reach the log, P1), and how data of an older version becomes data of the next one.
 * Fields are added, never renamed or reused; a new meaning is a new event type.
 */
export type EventSchema<Event extends Fact> = {
  readonly [E in Event as E['type']]: {
    readonly version: number;
    readonly personal: readonly (keyof E['data'] & string)[];
    /** `upcasts[n]` turns version n + 1 into version n + 2. */
    readonly upcasts?: readonly ((data: Record<string, unknown>) => Record<string, unknown>)[];
  };
};

/** The schema of an event type that is only known at run time. */
export interface AnyEventSchema {
  readonly version: number;
  readonly personal: readonly string[];
  readonly upcasts?: readonly ((data: Record<string, unknown>) => Record<string, unknown>)[];
}

/** A personal field whose data key was destroyed (P2) reads as this. */
export const erased = '[erased]';
