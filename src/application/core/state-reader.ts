import type { Decider, Fact } from '../../domain/shared/decider.js';
import type { Instant } from '../../domain/shared/instant.js';
import type { EventStore, StoredEvent } from '../ports/event-store.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { personOf, summaryEvery, tellsAll, type WholeState, wholeStateOf } from './aggregates.js';
import type { EventCodec } from './event-codec.js';
import { type Folded, FoldedStates } from './folded-states.js';

interface Range {
  /** The state names every command that began later. */
  readonly since?: Instant | undefined;
  /** The last revision. */
  readonly until?: bigint | undefined;
}

/** Streams as states, read from the log no further than they must be. */
export class StateReader {
  readonly remembered = new FoldedStates();

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
  ) {
    store.known.onBreak(() => this.remembered.forgetAll());
  }

  /**
   * The state as of now.
   * @param since the `at` of the command that is to be decided: an earlier attempt of it is among the state's commands. An
   * event is never older than its command, nor than the event before it.
   */
  async newest<E extends Fact, S>(decider: Decider<never, E, S>, stream: string, since?: Instant): Promise<Folded<S>> {
    const { breaks } = this.store.known;
    const known = this.remembered.get<S>(stream);
    const isEnough = known && (since === undefined || known.commandsSince < since);
    const folded = isEnough
      ? await this.fold(decider, known, this.store.read(stream, { from: known.revision + 1n }))
      : await this.read(decider, stream, { since });
    if (folded.revision >= 0n) this.remember(stream, folded, breaks);
    return folded;
  }

  /** @param breaks those of the log before anything of it was read or appended: after another one it may be no more */
  remember(stream: string, folded: Folded<unknown>, breaks: number): void {
    if (this.store.known.breaks === breaks) this.remembered.set(stream, folded);
  }

  /** The state no older than at `revision`: as it is remembered, where that is enough. @throws DependencyUnavailable */
  async reaching<E extends Fact, S>(
    decider: Decider<never, E, S>,
    stream: string,
    revision: bigint,
  ): Promise<Folded<S>> {
    const known = this.remembered.get<S>(stream);
    return known && known.revision >= revision ? known : mustReach(await this.newest(decider, stream), revision);
  }

  /** The state at an older revision: nothing of it is remembered. @throws DependencyUnavailable */
  async asOf<E extends Fact, S>(decider: Decider<never, E, S>, stream: string, until: bigint): Promise<Folded<S>> {
    const known = this.remembered.get<S>(stream);
    return known?.revision === until ? known : mustReach(await this.read(decider, stream, { until }), until);
  }

  private async read<E extends Fact, S>(
    decider: Decider<never, E, S>,
    stream: string,
    range: Range,
  ): Promise<Folded<S>> {
    const whole = wholeStateOf(decider.category);
    const end = whole && (await this.end(stream, whole, range));
    const first = end?.[0];
    const commandsSince = first && first.revision > 0n ? first.metadata.at : '';
    const nothing = {
      revision: -1n,
      person: undefined,
      lastAt: undefined,
      lastPosition: undefined,
      bytes: 0,
      depth: 0,
    };
    const start = { ...nothing, state: decider.initialState, commands: new Map(), commandsSince };
    return this.fold(decider, start, end ?? this.store.read(stream), range.until);
  }

  private async fold<E extends Fact, S>(
    decider: Decider<never, E, S>,
    start: Folded<S>,
    events: AsyncIterable<StoredEvent> | readonly StoredEvent[],
    until?: bigint,
  ): Promise<Folded<S>> {
    const whole = wholeStateOf(decider.category);
    const folded = { ...start };
    for await (const event of events) {
      if (until !== undefined && event.revision > until) break;
      folded.person ??= personOf(event);
      folded.state = decider.evolve(folded.state, (await this.codec.decode(event, folded.person)) as E);
      folded.revision = event.revision;
      folded.lastAt = event.metadata.at;
      folded.lastPosition = event.position;
      folded.commands.set(event.metadata.commandId, event.position);
      folded.bytes += sizeOf(event);
      folded.depth = whole && tellsAll(whole, event) ? 0 : folded.depth + 1;
    }
    return folded;
  }

  /**
   * The stream's last events, oldest first: from one on that tells the whole state and is older than `since`. Undefined
   * where there is none among so many that it would have to be there.
   */
  private async end(stream: string, whole: WholeState, { since, until }: Range): Promise<StoredEvent[] | undefined> {
    const events: StoredEvent[] = [];
    const most = whole.by === 'summary' ? 2 * summaryEvery : Number.POSITIVE_INFINITY;
    for await (const event of this.backwards(stream, whole, until)) {
      events.push(event);
      const isEnough = tellsAll(whole, event) && (since === undefined || event.metadata.at < since);
      if (isEnough || event.revision === 0n) break;
      if (events.length === most) return undefined;
    }
    return events.reverse();
  }

  /** Newest first: as many as mostly are enough, then the others. */
  private async *backwards(stream: string, whole: WholeState, from?: bigint): AsyncIterable<StoredEvent> {
    const limit = whole.by === 'summary' ? summaryEvery : 1;
    let last: StoredEvent | undefined;
    for await (const event of this.store.read(stream, {
      backwards: true,
      limit,
      ...(from !== undefined && { from }),
    })) {
      yield event;
      last = event;
    }
    if (last && last.revision > 0n) yield* this.store.read(stream, { backwards: true, from: last.revision - 1n });
  }
}

/** What was told of a stream may be read a moment later, as from a server that follows another one. */
const mustReach = <S>(folded: Folded<S>, revision: bigint): Folded<S> => {
  if (folded.revision < revision) throw new DependencyUnavailable('event store');
  return folded;
};

/** What an event adds to a state in memory, its command's id included. */
export const sizeOf = ({ data }: Pick<StoredEvent, 'data'>): number => JSON.stringify(data).length + 100;
