import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { notFound } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { EventStore } from '../ports/event-store.js';
import type { Staff } from '../ports/staff-tokens.js';
import { masked } from './audited.js';
import { EventScopes } from './event-scopes.js';
import { type Bound, type Step, stands, steps } from './folds.js';

export interface StateAsOf {
  readonly stream: string;
  readonly revision: number;
  /** When that revision was written. */
  readonly at: Instant;
  readonly state: unknown;
}

export class GetStateAsOf extends Query<StateAsOf> {
  constructor(
    readonly stream: string,
    readonly asOf: Bound,
    readonly staff: Staff,
  ) {
    super();
  }
}

/**
 * The aggregate as of a revision or an instant, folded by its own decider; personal fields are masked.
 * @throws DomainError `stream.not-found`, also for another scope's, for a revision that does not exist and before the first event
 */
@QueryHandler(GetStateAsOf)
export class GetStateAsOfHandler implements IQueryHandler<GetStateAsOf> {
  constructor(
    private readonly store: EventStore,
    private readonly scopes: EventScopes,
  ) {}

  async execute({ stream, asOf, staff }: GetStateAsOf): Promise<StateAsOf> {
    let last: Step | undefined;
    for await (const step of steps(this.store, stream, asOf)) last = step;
    const found = stands(last, asOf);
    if (!found || !(await this.scopes.sees(staff, found.event))) throw notFound('stream.not-found');
    const { event, state } = found;
    return { stream, revision: Number(event.revision), at: event.metadata.at, state: masked(state) };
  }
}
