import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../application/core/command-context.js';
import type { Actor } from '../../application/ports/event-store.js';
import type { Staff } from '../../application/ports/staff-tokens.js';
import type { Session } from '../../application/shared/sessions.js';
import type { Instant } from '../../domain/shared/instant.js';
import { ifMatchOf } from './headers.js';

/** What the service knows of the request that it is serving. */
export interface RequestState {
  readonly correlationId: string;
  readonly clientVersion: string | null;
  /** `X-Device-Id`, where it is well-formed. */
  readonly device: string | null;
  /** The request's instant; that of the first attempt for a repeat with an `Idempotency-Key`. */
  at: Instant;
  commandId: string;
  readonly written: CommandContext['written'];
  /** Whom `addAccess` let in. */
  session?: Session;
  staff?: Staff;
  /** The answer is that of an earlier attempt with the same `Idempotency-Key`. */
  replayed?: true;
}

declare module 'fastify' {
  interface FastifyRequest {
    state: RequestState;
    /** The body's exact bytes, where there was one. */
    bodyBytes?: Buffer;
  }
}

export const actorOf = ({ session, staff }: RequestState): Actor => {
  if (session) return { kind: session.app === 'futures' ? 'customer' : 'user', id: session.subject };
  if (staff) return { kind: 'staff', id: staff.id };
  return { kind: 'anonymous', id: 'anonymous' };
};

/** The command's context as this request gives it (P5). */
export const contextOf = (request: FastifyRequest): CommandContext => {
  const { state } = request;
  const ifMatch = ifMatchOf(request);
  return {
    commandId: state.commandId,
    causationId: state.commandId,
    correlationId: state.correlationId,
    at: state.at,
    actor: actorOf(state),
    session: state.session?.id ?? null,
    device: state.session?.device ?? state.device,
    clientVersion: state.clientVersion,
    ...(ifMatch !== undefined && { ifMatch }),
    written: state.written,
  };
};
