import type { FastifyInstance } from 'fastify';
import { Keyring } from '../../application/core/keyring.js';
import type { ReadYourWrites } from '../../application/core/read-your-writes.js';
import type { Position } from '../../application/ports/event-store.js';
import type { Fork } from '../../application/ports/known-log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { refusal } from '../../domain/shared/domain-error.js';
import { headerOf } from './headers.js';

const maxToken = 512;

/** The log whose positions tokens carry. */
export interface TokenLog {
  /** Names the log: tokens of another one are refused. */
  readonly id: string;
  /**
   * The losses of its end that were accepted, oldest first: a token from before one of them is good up to the newest position
   * that surely survived.
   */
  forks(): readonly Fork[];
  compare(a: Position, b: Position): number;
}

/** `Consistency-Token`: a position of this log, authenticated: `<base64url position>.<hex HMAC>`. */
export class ConsistencyTokens {
  constructor(
    private readonly keyring: Keyring,
    private readonly log: TokenLog,
  ) {}

  tokenOf(position: Position): string {
    return `${Buffer.from(position).toString('base64url')}.${this.mac(position, this.log.forks().at(-1)?.epoch ?? 0)}`;
  }

  /**
   * @throws DomainError `consistency-token.invalid`, also where what it names may be lost
   * @throws DependencyUnavailable for one of an instance that knows of a loss which this one has not heard of yet
   */
  positionOf(token: string): Position {
    const [encoded = '', mac = ''] = token.length <= maxToken ? token.split('.') : [];
    const position = Buffer.from(encoded, 'base64url').toString();
    const forks = this.log.forks();
    const current = forks.at(-1)?.epoch ?? 0;
    const isOf = (epoch: number) => Keyring.equal(mac, this.mac(position, epoch));
    if (isOf(current)) return position;
    if (isOf(current + 1)) throw new DependencyUnavailable('event store');
    const epoch = [0, ...forks.map((fork) => fork.epoch)].find(isOf);
    if (epoch === undefined) throw refusal('consistency-token.invalid');
    const survived = forks
      .filter((fork) => fork.epoch > epoch)
      .every(({ survivor }) => survivor !== undefined && this.log.compare(position, survivor) <= 0);
    if (!survived) throw refusal('consistency-token.invalid');
    return position;
  }

  private mac(position: Position, epoch: number): string {
    const log = epoch === 0 ? this.log.id : `${this.log.id}/${epoch}`;
    return this.keyring.hmac('token', 'consistency', log, position);
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
