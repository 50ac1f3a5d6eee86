import type { FastifyInstance } from 'fastify';
import { Keyring } from '../../application/core/keyring.js';
import type { ReadYourWrites } from '../../application/core/read-your-writes.js';
import type { Position } from '../../application/ports/event-store.js';
import { refusal } from '../../domain/shared/domain-error.js';
import { headerOf } from './headers.js';

const maxToken = 512;

/** `Consistency-Token`: a position of this log, authenticated: `<base64url position>.<hex HMAC>`. */
export class ConsistencyTokens {
  /** @param logId names the log: tokens of another one are refused */
  constructor(
    private readonly keyring: Keyring,
    private readonly logId: string,
  ) {}

  tokenOf(position: Position): string {
    return `${Buffer.from(position).toString('base64url')}.${this.mac(position)}`;
  }

  /** @throws DomainError `consistency-token.invalid` */
  positionOf(token: string): Position {
    const [encoded = '', mac = ''] = token.length <= maxToken ? token.split('.') : [];
    const position = Buffer.from(encoded, 'base64url').toString();
    if (!Keyring.equal(mac, this.mac(position))) throw refusal('consistency-token.invalid');
    return position;
  }

  private mac(position: Position): string {
    return this.keyring.hmac('token', 'consistency', this.logId, position);
  }
}

/** Every write that appended answers a token; a GET that carries one waits until the read models have seen that write. */
export const addConsistency = (
  fastify: FastifyInstance,
  tokens: ConsistencyTokens,
  readYourWrites: ReadYourWrites,
): void => {
  fastify.addHook('preHandler', async (request) => {
    const token = headerOf(request, 'consistency-token');
    if (token === undefined || request.method !== 'GET' || request.is404) return;
    await readYourWrites.reach(tokens.positionOf(token));
  });
  fastify.addHook('onSend', async (request, reply) => {
    const position = request.state?.written.position;
    if (position !== undefined) reply.header('consistency-token', tokens.tokenOf(position));
  });
};
