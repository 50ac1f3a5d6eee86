import { Injectable } from '@nestjs/common';
import type { Decider, Fact } from '../domain/shared/decider.js';
import { DomainError } from '../domain/shared/domain-error.js';
import { latest } from '../domain/shared/instant.js';
import type { CommandContext } from './command-context.js';
import { EventCodec } from './event-codec.js';
import { EventStore, type Position, RevisionConflict, type StoredEvent } from './ports/event-store.js';

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
    for (let attempt = 1; ; attempt++) {
      const { state, revision, last, landed } = await this.fold(decider, stream, context.commandId);
      if (landed) {
        context.written.position = landed.position;
        return { state, revision, position: landed.position };
      }
      if (context.ifMatch !== undefined && context.ifMatch !== revision) throw new RevisionMismatch();

      const facts = decider.decide(command, state);
      if (facts.length === 0) {
        // What was asked for holds already: reading as of then shows it.
        if (last) context.written.position ??= last.position;
        return { state, revision };
      }
      const at = last ? latest(context.at, last.metadata.at) : context.at;
      const events = await this.codec.encode(facts, stream, { ...context, at }, subject);
      try {
        const appended = await this.store.append(stream, revision < 0n ? 'no-stream' : revision, events);
        context.written.position = appended.position;
        return { state: facts.reduce(decider.evolve, state), ...appended };
      } catch (error) {
        if (!(error instanceof RevisionConflict) || attempt === attempts) throw error;
      }
    }
  }

  /** @param until the last revision to fold: the aggregate as it was then */
  async load<C, E extends Fact, S>(decider: Decider<C, E, S>, id: string, until?: bigint): Promise<Loaded<S>> {
    return this.fold(decider, `${decider.category}-${id}`, undefined, until);
  }

  private async fold<C, E extends Fact, S>(
    decider: Decider<C, E, S>,
    stream: string,
    commandId?: string,
    until?: bigint,
  ) {
    let state = decider.initialState;
    let revision = -1n;
    let last: StoredEvent | undefined;
    let landed: StoredEvent | undefined;
    for await (const event of this.store.read(stream)) {
      if (until !== undefined && event.revision > until) break;
      state = decider.evolve(state, (await this.codec.decode(event)) as E);
      revision = event.revision;
      last = event;
      if (event.metadata.commandId === commandId) landed = event;
    }
    return { state, revision, last, landed };
  }
}

/** `If-Match` named another revision than the resource has: 412 `revision.mismatch`. */
export class RevisionMismatch extends DomainError {
  constructor() {
    super('conflict', 'revision.mismatch');
  }
}
