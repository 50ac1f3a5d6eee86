import { notFound } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { aggregates, personOf } from '../core/aggregates.js';
import { sealedFact } from '../core/event-codec.js';
import type { EventStore, StoredEvent } from '../ports/event-store.js';

const deciders = new Map(aggregates.map(({ decider }) => [decider.category, decider]));

/** A revision, or an instant. */
export type Bound = bigint | Instant;

/** Whether the event belongs to the aggregate as of then. */
export const isUntil = ({ revision, metadata }: StoredEvent, bound: Bound): boolean =>
  typeof bound === 'bigint' ? revision <= bound : metadata.at <= bound;

export interface Step {
  readonly event: StoredEvent;
  /** After the event; personal fields still sealed. */
  readonly state: unknown;
  /** Whom the stream concerns. */
  readonly person: string | undefined;
}

/**
 * The aggregate's states, oldest first, by the very fold that decides.
 * @throws DomainError `stream.not-found` for a category that no aggregate has
 */
export async function* steps(store: EventStore, stream: string, until: Bound): AsyncIterable<Step> {
  const decider = deciders.get(stream.slice(0, stream.indexOf('-')));
  if (!decider) throw notFound('stream.not-found');
  let state = decider.initialState;
  let person: string | undefined;
  for await (const event of store.read(stream)) {
    if (!isUntil(event, until)) return;
    state = decider.evolve(state, sealedFact(event));
    person ??= personOf(event);
    yield { event, state, person };
  }
}

/** The step that stands at a bound; undefined when the stream has no such revision, or had not begun by then. */
export const stands = (step: Step | undefined, bound: Bound): Step | undefined =>
  step && (typeof bound === 'bigint' ? step.event.revision === bound : true) ? step : undefined;
