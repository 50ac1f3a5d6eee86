import { Injectable } from '@nestjs/common';
import type { Decider, Fact } from '../../domain/shared/decider.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { latest } from '../../domain/shared/instant.js';
import { type Appended, EventStore, type Position, RevisionConflict } from '../ports/event-store.js';
import { personOf, summaryEvery, summaryOf } from './aggregates.js';
import type { CommandContext } from './command-context.js';
import { EventCodec } from './event-codec.js';
import type { Folded } from './folded-states.js';
import { StateReader, sizeOf } from './state-reader.js';

export interface Loaded<S> {
  readonly state: S;
  /** Revision of the last event; -1 for a stream that does not exist. */
  readonly revision: bigint;
  /** Where the last event stands. */
  readonly lastPosition?: Position | undefined;
}

export interface Outcome<S> extends Loaded<S> {
  /** Where the command's events stand; undefined when it yielded none. */
  readonly position?: Position;
}

const attempts = 20;
/** Attempts that follow one another without a pause. */
const atOnce = 3;
const longestPauseMs = 100;

/** The only write path: load, decide, append, and decide again on fresh state when someone else was faster. */
@Injectable()
export class CommandRunner {
  private readonly states: StateReader;

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
  ) {
    this.states = new StateReader(store, codec);
  }

  /** @param subject whose data key seals personal fields, e.g. `futures/0038/<customer id>` */
  async run<C, E extends Fact, S>(
    decider: Decider<C, E, S>,
    id: string,
    command: C,
    context: CommandContext,
    subject: string | null = null,
  ): Promise<Outcome<S>> {
    const stream = `${decider.category}-${id}`;
    const ahead = await this.headStart(decider, stream, command, context, subject);
    if (ahead) return ahead;
    let conflictAt: bigint | undefined;
    for (let attempt = 1; ; attempt++) {
      const folded = await this.states.newest(decider, stream, context.at);
      const landed = folded.commands.get(context.commandId);
      if (landed !== undefined) {
        this.wrote(context, landed);
        return { state: folded.state, revision: folded.revision, position: landed };
      }
      if (context.ifMatch?.includes(folded.revision) === false) throw new RevisionMismatch();

      const facts = decider.decide(command, folded.state);
      if (facts.length === 0) {
        // What was asked for holds already: reading as of then shows it.
        if (folded.lastPosition !== undefined) this.wrote(context, folded.lastPosition);
        return { state: folded.state, revision: folded.revision };
      }
      try {
        return await this.append(decider, stream, folded, facts, context, subject);
      } catch (error) {
        if (!(error instanceof RevisionConflict) || attempt === attempts) throw error;
      }
      // Nobody was faster: what is remembered is not what the log has.
      if (folded.revision === conflictAt) this.states.remembered.forget(stream);
      conflictAt = folded.revision;
      if (attempt >= atOnce) await jitteredPause(attempt);
    }
  }

  /**
   * The aggregate whose event came about, with that event and perhaps later ones.
   * @throws DependencyUnavailable when the log does not show the event yet
   */
  async loadWith<C, E extends Fact, S>(
    decider: Decider<C, E, S>,
    id: string,
    revisionOfEvent: bigint,
  ): Promise<Loaded<S>> {
    const { state, revision } = await this.states.reaching(decider, `${decider.category}-${id}`, revisionOfEvent);
    return { state, revision };
  }

  /**
   * @param until the last revision to fold: the aggregate as it was then
   * @throws DependencyUnavailable when the log does not show that revision yet
   */
  async load<C, E extends Fact, S>(decider: Decider<C, E, S>, id: string, until?: bigint): Promise<Loaded<S>> {
    const stream = `${decider.category}-${id}`;
    const folded = until === undefined ? this.states.newest(decider, stream) : this.states.asOf(decider, stream, until);
    const { state, revision, lastPosition } = await folded;
    return { state, revision, lastPosition };
  }

  /** The caller is told of a thing that another call wrote: its reads wait for that as if it had written it. */
  tellOf({ lastPosition }: Loaded<unknown>, context: CommandContext): void {
    if (lastPosition !== undefined) this.wrote(context, lastPosition);
  }

  /**
   * Decides upon the remembered state and appends at its revision: an append that succeeds proves that it was the newest.
   * Whatever else comes of it (a refusal, nothing to do, a repeat, a conflict) is decided again upon the log.
   */
  private async headStart<C, E extends Fact, S>(
    decider: Decider<C, E, S>,
    stream: string,
    command: C,
    context: CommandContext,
    subject: string | null,
  ): Promise<Outcome<S> | undefined> {
    const folded = this.states.remembered.get<S>(stream);
    if (!folded || context.ifMatch !== undefined || folded.commands.has(context.commandId)) return undefined;
    try {
      const facts = decider.decide(command, folded.state);
      if (facts.length > 0) return await this.append(decider, stream, folded, facts, context, subject);
    } catch (error) {
      if (!(error instanceof RevisionConflict || error instanceof DomainError)) throw error;
    }
    return undefined;
  }

  private async append<C, E extends Fact, S>(
    decider: Decider<C, E, S>,
    stream: string,
    folded: Folded<S>,
    facts: readonly E[],
    context: CommandContext,
    subject: string | null,
  ): Promise<Outcome<S>> {
    const { revision, lastAt } = folded;
    const at = lastAt === undefined ? context.at : latest(context.at, lastAt);
    const state = facts.reduce(decider.evolve, folded.state);
    const depth = folded.depth + facts.length;
    const summary = depth < summaryEvery || subject === null ? undefined : summaryOf(decider.category, state);
    const events = await this.codec.encode(summary ? [...facts, summary] : facts, stream, { ...context, at }, subject);
    const { breaks } = this.store.known;
    let appended: Appended;
    try {
      appended = await this.store.append(stream, revision < 0n ? 'no-stream' : revision, events);
    } catch (error) {
      if (!(error instanceof RevisionConflict)) this.states.remembered.forget(stream);
      throw error;
    }
    this.wrote(context, appended.position);
    const remembered = {
      ...folded,
      ...appended,
      state,
      person: folded.person ?? personOf({ stream, data: events[0]!.data }),
      lastAt: at,
      lastPosition: appended.position,
      commands: folded.commands.set(context.commandId, appended.position),
      bytes: events.reduce((sum, event) => sum + sizeOf(event), folded.bytes),
      depth: summary ? 0 : depth,
    };
    this.states.remember(stream, remembered, breaks);
    return { state, ...appended };
  }

  /** A journey of several commands waits for the last of what they wrote or found. */
  private wrote({ written }: CommandContext, position: Position): void {
    const earlier = written.position === undefined || this.store.compare(written.position, position) < 0;
    if (earlier) written.position = position;
  }
}

const jitteredPause = (attempt: number): Promise<void> => {
  const ms = Math.random() * Math.min(2 ** attempt, longestPauseMs);
  return new Promise((resolve) => setTimeout(resolve, ms));
};

/** `If-Match` named another revision than the resource has: 412 `revision.mismatch`. */
export class RevisionMismatch extends DomainError {
  constructor() {
    super('revision.mismatch');
  }
}
