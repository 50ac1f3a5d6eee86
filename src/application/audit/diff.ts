import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { notFound } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { EventCodec } from '../core/event-codec.js';
import { type Actor, EventStore, type StoredEvent } from '../ports/event-store.js';
import type { Staff } from '../ports/staff-tokens.js';
import { type Change, changesOf, overlap } from './changes.js';
import { EventScopes } from './event-scopes.js';
import { type Bound, isUntil, type Step, stands, steps } from './folds.js';

export interface AttributedChange extends Change {
  /** The last event between the two that set the value. */
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly revision: number;
    readonly at: Instant;
    readonly actor: Actor;
    readonly correlationId: string;
  };
}

export interface StreamDiff {
  readonly stream: string;
  readonly from: number;
  readonly to: number;
  readonly changes: readonly AttributedChange[];
}

export class GetStreamDiff extends Query<StreamDiff> {
  constructor(
    readonly stream: string,
    readonly from: Bound,
    readonly to: Bound,
    readonly staff: Staff,
  ) {
    super();
  }
}

/**
 * Which fields of the aggregate differ between two of its revisions (or instants), and which event set each.
 * @throws DomainError `stream.not-found`, also for another scope's, for a revision that does not exist and before the first event
 */
@QueryHandler(GetStreamDiff)
export class GetStreamDiffHandler implements IQueryHandler<GetStreamDiff> {
  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
    private readonly scopes: EventScopes,
  ) {}

  async execute({ stream, from, to, staff }: GetStreamDiff): Promise<StreamDiff> {
    let first: Step | undefined;
    let last: Step | undefined;
    const setBy: { readonly path: string; readonly event: StoredEvent }[] = [];
    for await (const step of steps(this.store, stream, to)) {
      if (isUntil(step.event, from)) first = step;
      else if (last) {
        const changes = await this.changes(last, step);
        setBy.push(...changes.map(({ path }) => ({ path, event: step.event })));
      }
      last = step;
    }
    if (!first || !last || !stands(first, from) || !stands(last, to)) throw notFound('stream.not-found');
    for (const { event } of [first, last])
      if (!(await this.scopes.sees(staff, event))) throw notFound('stream.not-found');
    const changes = (await this.changes(first, last)).map((change) => {
      const { event } = setBy.findLast(({ path }) => overlap(path, change.path))!;
      return { ...change, event: attribution(event) };
    });
    return { stream, from: Number(first.event.revision), to: Number(last.event.revision), changes };
  }

  private async changes(before: Step, after: Step): Promise<readonly Change[]> {
    const at = { stream: after.event.stream, person: after.person };
    return changesOf(before.state, after.state, await this.codec.opener(at, before.state, after.state));
  }
}

const attribution = ({ id, type, revision, metadata }: StoredEvent): AttributedChange['event'] => {
  const { at, actor, correlationId } = metadata;
  return { id, type, revision: Number(revision), at, actor, correlationId };
};
