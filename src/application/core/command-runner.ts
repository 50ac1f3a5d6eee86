import { Injectable } from '@nestjs/common';
import type { Decider, Fact } from '../../domain/shared/decider.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { latest } from '../../domain/shared/instant.js';
import { type Appended, EventStore, type Position, RevisionConflict } from '../ports/event-store.js';
import type { CommandContext } from './command-context.js';
import { EventCodec } from './event-codec.js';
import { type Folded, FoldedStates } from './folded-states.js';

export interface Loaded<S> {
  readonly state: S;
  /** Revision of the last event; -1 for a stream that does not exist. */
  readonly revision: bigint;
}

export interface Outcome<S> extends Loaded<S> {
  /** Where the command's events stand; undefined when it yielded none. */
  readonly position?: Position;
}

const attempts = 20;

/** The only write path: load, decide, append, and decide again on fresh state when someone else was faster. */
@Injectable()
export class CommandRunner {
  private readonly remembered = new FoldedStates();

  constructor(
    private readonly store: EventStore,
    private readonly codec: EventCodec,
  ) {}

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
    for (let attempt = 1; ; attempt++) {
      const folded = await this.fold(decider, stream);
      const landed = folded.commands.get(context.commandId);
      if (landed !== undefined) {
        this.wrote(context, landed);
        return { state: folded.state, revision: folded.revision, position: landed };
      }
      if (context.ifMatch !== undefined && context.ifMatch !== folded.revision) throw new RevisionMismatch();

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
    }
  }

  /** @param until the last revision to fold: the aggregate as it was then */
  async load<C, E extends Fact, S>(decider: Decider<C, E, S>, id: string, until?: bigint): Promise<Loaded<S>> {
    const { state, revision } = await this.fold(decider, `${decider.category}-${id}`, until);
    return { state, revision };
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
    const folded = this.remembered.get<S>(stream);
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
    const events = await this.codec.encode(facts, stream, { ...context, at }, subject);
    let appended: Appended;
    try {
      appended = await this.store.append(stream, revision < 0n ? 'no-stream' : revision, events);
    } catch (error) {
      this.remembered.forget(stream);
      throw error;
    }
    this.wrote(context, appended.position);
    const state = facts.reduce(decider.evolve, folded.state);
    const commands = folded.commands.set(context.commandId, appended.position);
    this.remembered.set(stream, { ...appended, state, lastAt: at, lastPosition: appended.position, commands });
    return { state, ...appended };
  }

  /** A journey of several commands waits for the last of what they wrote or found. */
  private wrote({ written }: CommandContext, position: Position): void {
    const earlier = written.position === undefined || this.store.compare(written.position, position) < 0;
    if (earlier) written.position = position;
  }

  /** Folds the stream, from where it is remembered on. */
  private async fold<C, E extends Fact, S>(
    decider: Decider<C, E, S>,
    stream: string,
    until?: bigint,
  ): Promise<Folded<S>> {
    const start = until === undefined ? this.remembered.get<S>(stream) : undefined;
    let { state, revision, lastAt, lastPosition } = start ?? { ...nothing, state: decider.initialState };
    const commands = start?.commands ?? new Map<string, Position>();
    for await (const event of this.store.read(stream, { from: revision + 1n })) {
      if (until !== undefined && event.revision > until) break;
      state = decider.evolve(state, (await this.codec.decode(event)) as E);
      revision = event.revision;
      lastAt = event.metadata.at;
      lastPosition = event.position;
      commands.set(event.metadata.commandId, event.position);
    }
    const folded = { state, revision, lastAt, lastPosition, commands };
    if (until === undefined && revision >= 0n) this.remembered.set(stream, folded);
    return folded;
  }
}

const nothing = { revision: -1n, lastAt: undefined, lastPosition: undefined };

/** `If-Match` named another revision than the resource has: 412 `revision.mismatch`. */
export class RevisionMismatch extends DomainError {
  constructor() {
    super('revision.mismatch');
  }
}
