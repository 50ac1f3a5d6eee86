import type { EventSchema, Fact } from '../../domain/shared/decider.js';
import type { Opened } from '../../domain/shared/personal.js';
import { sealedFact } from '../core/event-codec.js';
import type { ReadModel } from '../ports/read-models.js';

/** An aggregate's state as a row, its personal values sealed: open it with EventCodec.open. */
export interface StateRow<S> {
  readonly id: string;
  readonly revision: string;
  readonly state: S;
}

/**
 * A read model that keeps each aggregate's state by the very fold that decides: what is shown and what is decided upon
 * cannot disagree. `evolve` is the decider's own over sealed values, which it passes through as they are.
 */
export const stateModel = <E extends Fact, S>(definition: {
  name: string;
  version: number;
  decider: { readonly category: string; readonly initialState: Opened<S> };
  evolve: (state: S, event: E) => S;
  schema: EventSchema<E>;
  index: { readonly [name: string]: (state: S) => string | null };
  lists?: ReadModel['lists'];
}): ReadModel<StateRow<S>> => {
  const { name, version, decider, evolve, schema, index, lists } = definition;
  const prefix = decider.category.length + 1;
  // Nothing is sealed before the first event.
  const initialState = decider.initialState as S;
  return {
    name,
    version,
    types: Object.keys(schema),
    key: (event) => event.stream.slice(prefix),
    evolve: (row, event) => ({
      id: event.stream.slice(prefix),
      revision: String(event.revision),
      state: evolve(row?.state ?? initialState, sealedFact<E>(event)),
    }),
    index: Object.fromEntries(Object.entries(index).map(([key, of]) => [key, (row: StateRow<S>) => of(row.state)])),
    ...(lists && { lists }),
  };
};
