import { second } from '../../domain/shared/instant.js';

export interface ConnectionLimits {
  /** How long a client may take to send the head of a request. */
  readonly headersMs: number;
  /** How long a client may take to send a request that carries no photo. */
  readonly requestMs: number;
  /** A photo may take as long as so many bytes of it come in each `ms`. */
  readonly photoPace: { readonly bytes: number; readonly ms: number };
  /** How long what is left of a request is read away after its answer. */
  readonly drainMs: number;
  /** How long an idle connection is kept: longer than a proxy in front keeps its own. */
  readonly keepAliveMs: number;
  /** Connections at a time; more are closed unanswered. */
  readonly connections: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  headersMs: 10 * second,
  requestMs: 30 * second,
  photoPace: { bytes: 160 * 1024, ms: 10 * second },
  drainMs: 10 * second,
  keepAliveMs: 72 * second,
  connections: 10_000,
};
