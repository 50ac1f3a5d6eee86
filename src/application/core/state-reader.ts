import type { Decider, Fact } from '../../domain/shared/decider.js';
import type { Instant } from '../../domain/shared/instant.js';
import type { EventStore, Position, StoredEvent } from '../ports/event-store.js';
import { isLatest } from './aggregates.js';
import type { EventCodec } from './event-codec.js';
import { type Folded, FoldedStates } from './folded-states.js';

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
   * @param since the `at` of the command that is to be decided: the state names every command that landed from then on, and
   * so an earlier attempt of this one. An event is never older than its command, nor than the event before it.
   */
  async newest<E extends Fact, S>(decider: Decider<never, E, S>, stream: string, since?: Instant): Promise<Folded<S>> {
    const { breaks } = this.store.known;
    const folded = isLatest(decider.category)
      ? await this.lastEvent(decider, stream, { since })
      : await this.allEvents(decider, stream, { start: this.remembered.get<S>(stream) });
    if (folded.revision >= 0n) this.remember(stream, folded, breaks);
    return folded;
  }

  /** @param breaks those of the log before anything of it was read or appended: after another one it may be no more */
  remember(stream: string, folded: Folded<unknown>, breaks: number): void {
    if (this.store.known.breaks === breaks) this.remembered.set(stream, folded);
  }

  /** The state at an older revision: nothing of it is remembered. */
  asOf<E extends Fact, S>(decider: Decider<never, E, S>, stream: string, until: bigint): Promise<Folded<S>> {
    return isLatest(decider.category)
      ? this.lastEvent(decider, stream, { until })
      : this.allEvents(decider, stream, { until });
  }

  private async allEvents<E extends Fact, S>(
    decider: Decider<never, E, S>,
    stream: string,
    { start, until }: { start?: Folded<S> | undefined; until?: bigint },
  ): Promise<Folded<S>> {
    let { state, revision, lastAt, lastPosition, bytes } = start ?? { ...nothing, state: decider.initialState };
    const commands = start?.commands ?? new Map<string, Position>();
    for await (const event of this.store.read(stream, { from: revision + 1n })) {
      if (until !== undefined && event.revision > until) break;
      state = decider.evolve(state, (await this.codec.decode(event)) as E);
      revision = event.revision;
      lastAt = event.metadata.at;
      lastPosition = event.position;
      commands.set(event.metadata.commandId, event.position);
      bytes += sizeOf(event);
    }
    return { state, revision, lastAt, lastPosition, commands, bytes };
  }

  /** Of an aggregate whose state its last event tells. The others are read for their commands, back to `since`. */
  private async lastEvent<E extends Fact, S>(
    decider: Decider<never, E, S>,
    stream: string,
    { since, until }: { since?: Instant | undefined; until?: bigint },
  ): Promise<Folded<S>> {
    let folded: Folded<S> | undefined;
    for await (const event of this.backwards(stream, until)) {
      folded ??= {
        state: decider.evolve(decider.initialState, (await this.codec.decode(event)) as E),
        revision: event.revision,
        lastAt: event.metadata.at,
        lastPosition: event.position,
        commands: new Map(),
        bytes: sizeOf(event),
      };
      const { commandId, at } = event.metadata;
      if (!folded.commands.has(commandId)) folded.commands.set(commandId, event.position);
      if (since === undefined || at < since) break;
    }
    return folded ?? { ...nothing, state: decider.initialState, commands: new Map() };
  }

  /** Newest first. One event is asked for by itself: seldom is there use for more. */
  private async *backwards(stream: string, from?: bigint): AsyncIterable<StoredEvent> {
    const newest = { backwards: true, limit: 1, ...(from !== undefined && { from }) };
    for await (const event of this.store.read(stream, newest)) {
      yield event;
      if (event.revision > 0n) yield* this.store.read(stream, { backwards: true, from: event.revision - 1n });
    }
  }
}

const nothing = { revision: -1n, lastAt: undefined, lastPosition: undefined, bytes: 0 };

/** What an event adds to a state in memory, its command's id included. */
export const sizeOf = ({ data }: Pick<StoredEvent, 'data'>): number => JSON.stringify(data).length + 100;
