import type { Decider, EventSchema, Fact } from '../../domain/shared/decider.js';
import { upcast } from '../core/event-codec.js';
import type { Json } from '../ports/json.js';
import type { ReadModel, Row } from '../ports/read-models.js';

/** An aggregate's state as a row, personal fields still sealed: open it with EventCodec.open. */
export type StateRow<S> = Row & { readonly id: string; readonly revision: string; readonly state: S & Json };

/**
 * A read model that keeps each aggregate's state by the very fold that decides: what is shown and what is decided upon
 * cannot disagree. The fold passes sealed values through as they are.
 */
export const stateModel = <C, E extends Fact, S>(definition: {
  name: string;
  version: number;
  decider: Decider<C, E, S>;
  schema: EventSchema<E>;
  index: { readonly [name: string]: (state: S) => string | null };
}): ReadModel<StateRow<S>> => {
  const { name, version, decider, schema, index } = definition;
  const prefix = decider.category.length + 1;
  return {
    name,
    version,
    types: Object.keys(schema),
    key: (event) => event.stream.slice(prefix),
    evolve: (row, event) => {
      const { type, data } = upcast(event);
      const state = decider.evolve(row?.state ?? decider.initialState, { type, data } as unknown as E);
      return { id: event.stream.slice(prefix), revision: String(event.revision), state: state as S & Json };
    },
    index: Object.fromEntries(Object.entries(index).map(([key, of]) => [key, (row: StateRow<S>) => of(row.state)])),
  };
};
