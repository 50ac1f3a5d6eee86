import { expect } from '@jest/globals';
import type { Decider, Fact } from '../../src/domain/shared/decider.js';
import { DomainError } from '../../src/domain/shared/domain-error.js';

const refusalOf = (attempt: () => readonly Fact[]): DomainError => {
  let events: readonly Fact[];
  try {
    events = attempt();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error(`expected a refusal, but these happened: ${JSON.stringify(events, null, 2)}`);
};

/**
 * `given(decider, ...facts).when(command)` and one of: `.then(...facts)` exactly these happened, `.thenNothing()` a
 * repeat, `.thenRefused(code, members?)` a DomainError of this code with at least these members and extras.
 */
export const given = <C, E extends Fact, S>(decider: Decider<C, E, S>, ...facts: readonly NoInfer<E>[]) => ({
  when: (command: C) => {
    const decide = () => decider.decide(command, facts.reduce(decider.evolve, decider.initialState));
    return {
      // biome-ignore lint/suspicious/noThenProperty: the specification's own word; nothing here is awaited
      then: (...expected: readonly E[]) => expect(decide()).toEqual(expected),
      thenNothing: () => expect(decide()).toEqual([]),
      thenRefused: (code: string, members: object = {}) => {
        const refusal = refusalOf(decide);
        expect({ ...refusal, ...refusal.extras }).toMatchObject({ code, ...members });
      },
    };
  },
});
