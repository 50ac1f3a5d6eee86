import { type Aggregate, aggregates } from '../../src/application/core/aggregates.js';
import type { Fact } from '../../src/domain/shared/decider.js';

/** @throws Error when no aggregate has such events */
export const aggregateOf = (type: string): Aggregate => {
  const found = aggregates.find(({ schema }) => type in schema);
  if (!found) throw new Error(`no aggregate has ${type}`);
  return found;
};

export const foldAll = (facts: readonly Fact[]): unknown => {
  const { decider } = aggregateOf(facts[0]!.type);
  return facts.reduce(decider.evolve, decider.initialState);
};
