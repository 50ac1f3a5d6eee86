import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { derivedId, sha256, uuidOf } from '../../application/core/ids.js';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import type { IdempotencyRecords, KeptResponse } from '../../application/ports/idempotency-records.js';
import { conflict, refusal } from '../../domain/shared/domain-error.js';
import { day, minute, plus, second } from '../../domain/shared/instant.js';
import type { Authentication } from './authentication.js';
import { headerOf, isPrintable, malformedHeader } from './headers.js';
import { notesOf } from './route-notes.js';

const writes = new Set(['POST', 'PUT', 'DELETE']);
const maxKey = 128;
const keptMs = day;
/** What hands out a token or a ticket is kept for a client that lost the answer, not for whoever finds the request later. */
const handedOutMs = 2 * minute;
const keptHeaders = [
  'content-type',
  'content-language',
  'consistency-token',
  'etag',
  'location',
  'vary',
  'www-authenticate',
];

export interface IdempotencyOptions {
  /** How long a repeat waits for the first attempt that is still running. */
  readonly patienceMs: number;
}

interface Begun {
  readonly key: string;
  readonly person: string | undefined;
}

/**
 * `Idempotency-Key` on writes: the first response is kept for 24 hours (two minutes where it hands out a token or a ticket)
 * and given again, refusals included. It works behind access and limits, below Nest, on the bytes that come in and go out. A repeat after a crash carries the command id and instant of the
 * first attempt, and so finds its own events. What went wrong (5xx) or came too often (429) is not kept; after a 429 the
 * repeat decides as of its own instant.
 */
export class Idempotency {
  private readonly begun = new WeakMap<FastifyRequest, Begun>();
  private readonly logger = new Logger(Idempotency.name);

  constructor(
    private readonly records: IdempotencyRecords,
    private readonly authentication: Authentication,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    private readonly options: IdempotencyOptions = { patienceMs: 10 * second },
  ) {}

  addTo(fastify: FastifyInstance): void {
    fastify.addHook('preHandler', (request, reply) => this.begin(request, reply));
    fastify.addHook('onSend', (request, reply, payload) => this.finish(request, reply, payload));
  }

  private async begin(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const header = headerOf(request, 'idempotency-key');
    if (header === undefined || !writes.has(request.method) || request.is404) return;
    if (!isPrintable(header, maxKey)) throw malformedHeader('Idempotency-Key');

    const body = sha256(request.bodyBytes ?? '');
    const requestHmac = this.keyring.hmac('idempotency', 'request', request.method, request.url, body);
    const caller = await this.authentication.caller(request);
    if (!caller && request.headers.authorization) return;
    // A stranger's key belongs to this very request: a guess under a key that is known is a call like any other, and counts.
    const id = caller?.id ?? `stranger/${request.state.device ?? ''}/${requestHmac}`;
    const key = this.keyring.hmac('idempotency', 'call', id, header);

    const record = await this.settled(key, requestHmac, notesOf(request).handsOut ? handedOutMs : keptMs);
    if (record.state === 'other-request') throw refusal('idempotency.key-reused');
    if (record.state === 'running') throw conflict('request.in-progress');
    if (caller?.ended) return this.repeatForFormerCaller(key, record, reply);
    if (record.state === 'finished') return replay(reply, record.response);

    this.begun.set(request, { key, person: caller?.id });
    request.state.at = record.startedAt;
    const path = request.url.split('?', 1)[0]!;
    const command = this.keyring.hmac('idempotency', 'command', id, request.method, path, header, record.expiresAt);
    request.state.commandId = derivedId(uuidOf(command.slice(0, 32)), 'command');
  }

  /** The record once nobody alive works on it, or `running` when patience is at its end. */
  private async settled(key: string, requestHmac: string, lifetime: number) {
    const until = performance.now() + this.options.patienceMs;
    for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
      const at = this.clock.now();
      const record = await this.records.begin(key, requestHmac, at, plus(at, lifetime));
      if (record.state !== 'running' || performance.now() >= until) return record;
      await delay(Math.min(pause, until - performance.now()));
    }
  }

  /** After a sign-out its repeat is still answered; but an ended session shows nothing that was not empty. */
  private async repeatForFormerCaller(
    key: string,
    record: { state: 'started' } | { state: 'finished'; response: KeptResponse },
    reply: FastifyReply,
  ): Promise<unknown> {
    if (record.state === 'started') await this.records.abandon(key);
    else if (record.response.body === '') return replay(reply, record.response);
    return undefined;
  }

  private async finish(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const begun = this.begun.get(request);
    if (!begun) return payload;
    this.begun.delete(request);
    const bytes = await bytesOf(payload);
    try {
      if (reply.statusCode === 429) await this.records.forget(begun.key);
      // Nobody waits for it: what went wrong may be that the records are away, and then the lease ends by itself.
      else if (reply.statusCode >= 500) this.records.abandon(begun.key).catch(() => {});
      // An empty answer is nobody's: it outlives the erasure that it may be the answer to (P2).
      else {
        const person = begun.person ?? request.state.written.person;
        await this.records.finish(begun.key, keptOf(reply, bytes), bytes?.length ? person : undefined);
      }
    } catch (error) {
      // The write has happened: its caller gets the answer, and a repeat will find the write's own events.
      this.logger.error(`response not kept (${(error as Error).name}), correlation id ${request.state.correlationId}`);
    }
    return bytes;
  }
}

const replay = (reply: FastifyReply, response: KeptResponse): FastifyReply => {
  const body = Buffer.from(response.body, 'base64');
  reply.request.state.replayed = true;
  return reply
    .code(response.status)
    .headers(response.headers)
    .send(body.length > 0 ? body : undefined);
};

const keptOf = (reply: FastifyReply, body: Buffer | undefined): KeptResponse => {
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return { status: reply.statusCode, headers: Object.fromEntries(headers), body: body?.toString('base64') ?? '' };
};

const bytesOf = async (payload: unknown): Promise<Buffer | undefined> => {
  if (payload === undefined || payload === null) return undefined;
  if (typeof payload === 'string') return Buffer.from(payload);
  if (payload instanceof Uint8Array) return Buffer.from(payload);
  const chunks: Uint8Array[] = [];
  for await (const chunk of payload as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
};
