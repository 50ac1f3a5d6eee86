import type { Instant } from '../../domain/shared/instant.js';
import type { Actor, Position } from '../ports/event-store.js';
import { derivedId } from './ids.js';

/** Who sends a command, when, from where: becomes every event's metadata (P5). */
export interface CommandContext {
  /** A UUID. The same for a repeat of the same call (Idempotency-Key) or of the same event (processes). */
  readonly commandId: string;
  readonly causationId: string;
  readonly correlationId: string;
  /** The first attempt's instant: a repeat after a crash decides as of then. */
  readonly at: Instant;
  readonly actor: Actor;
  readonly session: string | null;
  readonly device: string | null;
  readonly clientVersion: string | null;
  /** Revisions one of which the caller believes in (`If-Match`); only the command's main aggregate checks it. */
  readonly ifMatch?: readonly bigint[];
  readonly written: Written;
}

export interface Written {
  /** Where the last append of this command landed: what a Consistency-Token carries. */
  position?: Position;
  /** Whose the answer to a stranger is (the name of the person's data key): what is kept of it goes with them (P2). */
  person?: string;
}

/** The context of one part of a command that appends more than once: a command id of its own, the same cause. */
export const partOf = (context: CommandContext, ...name: readonly string[]): CommandContext => {
  const { ifMatch: _, ...rest } = context;
  return { ...rest, commandId: derivedId(context.commandId, ...name) };
};

/** The context of a command that a process sends because of an event or a timer: the same cause, the same command id. */
export const systemContext = (
  process: string,
  at: Instant,
  cause: { readonly id: string; readonly correlationId: string },
): CommandContext => ({
  commandId: derivedId(cause.id, process),
  causationId: cause.id,
  correlationId: cause.correlationId,
  at,
  actor: { kind: 'system', id: process },
  session: null,
  device: null,
  clientVersion: null,
  written: {},
});
