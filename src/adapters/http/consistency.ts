import type { FastifyInstance } from 'fastify';
import type { Keyring } from '../../application/core/keyring.js';
import type { ReadYourWrites } from '../../application/core/read-your-writes.js';
import type { Position } from '../../application/ports/event-store.js';
import type { Fork } from '../../application/ports/known-log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { refusal } from '../../domain/shared/domain-error.js';
import { headerOf } from './headers.js';

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

/** Bytes that hold any position, its length before it: tokens of one length show nothing of it. */
const room = 65;
const sealedLength = 12 + room + 16;

/** `Consistency-Token`: a position of this log, sealed. */
export class ConsistencyTokens {
  constructor(
    private readonly keyring: Keyring,
    private readonly log: TokenLog,
  ) {}

  tokenOf(position: Position): string {
    const plain = Buffer.alloc(room);
    plain[0] = plain.write(position, 1);
    return this.keyring.seal('token', plain, this.contextOf(this.log.forks().at(-1)?.epoch ?? 0)).toString('base64url');
  }

  /**
   * @throws DomainError `consistency-token.invalid`, also where what it names may be lost
   * @throws DependencyUnavailable for one of an instance that knows of a loss which this one has not heard of yet
   */
  positionOf(token: string): Position {
    const forks = this.log.forks();
    const current = forks.at(-1)?.epoch ?? 0;
    for (const epoch of new Set([current, current + 1, 0, ...forks.map((fork) => fork.epoch)])) {
      const position = this.open(token, epoch);
      if (position === undefined) continue;
      if (epoch > current) throw new DependencyUnavailable('event store');
      if (!this.survived(position, epoch)) break;
      return position;
    }
    throw refusal('consistency-token.invalid');
  }

  private survived(position: Position, epoch: number): boolean {
    return this.log
      .forks()
      .filter((fork) => fork.epoch > epoch)
      .every(({ survivor }) => survivor !== undefined && this.log.compare(position, survivor) <= 0);
  }

  private open(token: string, epoch: number): Position | undefined {
    const sealed = Buffer.from(token.slice(0, 2 * sealedLength), 'base64url');
    if (sealed.length !== sealedLength || sealed.toString('base64url') !== token) return undefined;
    try {
      const plain = this.keyring.open('token', sealed, this.contextOf(epoch));
      return plain.toString('utf8', 1, 1 + plain[0]!);
    } catch {
      return undefined;
    }
  }

  private contextOf(epoch: number): string {
    return `consistency/${epoch === 0 ? this.log.id : `${this.log.id}/${epoch}`}`;
  }
}

/**
 * Every write of somebody known answers a token; a GET that carries one waits until the read models have seen that write.
 * A stranger gets none, since it tells that something was written: a call of theirs that succeeds is answered once its write
 * is seen.
 */
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
    const { written, session, staff } = request.state ?? {};
    if (written?.position === undefined) return;
    if (session || staff) reply.header('consistency-token', tokens.tokenOf(written.position));
    else if (reply.statusCode < 400) await readYourWrites.reach(written.position).catch(() => {});
  });
};
