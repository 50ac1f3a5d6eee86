import { expect } from '@jest/globals';
import type { IdentityApp } from '../people/identity-app.js';
import type { Answer, Call, Company } from '../people/journey.js';

/** Where people of the tests come from. */
export interface World {
  readonly company: Company;
  readonly app: IdentityApp;
  /** A number that no person has yet. */
  readonly next: () => number;
}

/** Those who sign in: customers, users of the identity app, staff. */
export type SessionOf = 'customer' | 'user' | 'staff';

/** A button that a person in the right state may press, as often as the page likes. */
export interface Press {
  readonly send: (headers: NonNullable<Call['headers']>) => Promise<Answer>;
  /** What must hold once it was pressed, however often and whatever answers were lost. */
  readonly holds: () => Promise<void>;
  /** The ETag of what it changes, where that has one. */
  readonly etag?: () => Promise<string>;
}

/** A press as a row describes it. */
export interface Step {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** The event that comes to be, once, in the person's streams. */
  readonly fact?: string;
  readonly holds?: () => Promise<void>;
  readonly etag?: () => Promise<string>;
}

/** A write of the contract. */
export interface Row {
  /** Its `operationId`. */
  readonly operation: string;
  /** The verdict of the first press. */
  readonly first: string;
  /** The verdicts that another press without its `Idempotency-Key` may get, at once or later. */
  readonly again: readonly string[];
  /** Whose session it takes: one that has ended is sent to the sign-in. */
  readonly session?: SessionOf;
  readonly prepare: (world: World) => Promise<Press>;
}

const reason = { 'x-audit-reason': 'test of lost answers' };

/** The types of a person's events, of all streams. */
const factsOf = async ({ app }: World, idNumber: string): Promise<readonly string[]> => {
  const found = await app.as('auditor', 'POST', '/audit/stream-searches', { idNumber }, reason);
  const facts: string[] = [];
  for (const { stream } of found.body.items) {
    const { body } = await app.as('auditor', 'GET', `/audit/streams/${stream}?limit=500`);
    facts.push(...body.items.map(({ type }: { type: string }) => type));
  }
  return facts;
};

/** The press of a step: its event came to be once, and what else must hold does. */
export const pressOf = (world: World, idNumber: string, { fact, holds, etag }: Step, send: Press['send']): Press => ({
  send,
  holds: async () => {
    if (fact) expect((await factsOf(world, idNumber)).filter((each) => each === fact)).toEqual([fact]);
    await holds?.();
  },
  ...(etag && { etag }),
});
