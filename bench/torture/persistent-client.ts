import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.js';

const attemptMs = 15_000;
/** Longer than any run of kills: only a service that does not come back ends a job. */
const patienceMs = 900_000;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: ArrayBuffer;
}

/** Calls of all clients of a run. */
export interface Tally {
  acknowledged: number;
  /** Requests sent again because the answer was lost or was 503. */
  resent: number;
  /** Acknowledged writes sent once more, and what came back otherwise than at first. */
  repeated: number;
  readonly differing: string[];
}

export const newTally = (): Tally => ({ acknowledged: 0, resent: 0, repeated: 0, differing: [] });

/**
 * A client that does not give up: a request whose answer is lost, or is 503, is sent again unchanged. What is
 * acknowledged goes into the ledger, and some of it is sent once more: the same answer must come.
 */
export class PersistentClient {
  constructor(
    private readonly ledger: Ledger,
    private readonly tally: Tally,
    /** Chance of another repeat after a write was acknowledged. */
    private readonly repeats = 0.25,
  ) {}

  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { method, headers, url } = request;
    const body = await request.arrayBuffer();
    const send = () => this.untilAnswered(url, { method, headers, ...(body.byteLength > 0 && { body }) });

    const call = `${method} ${new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id')}`;
    const answer = await send().catch((error: Error) => {
      this.ledger.doubt(call);
      throw error;
    });
    if (answer.status < 300) this.ledger.acknowledge(call, answer.status, textOf(answer));
    if (method !== 'GET' && answer.status < 300) {
      this.tally.acknowledged++;
      if (Math.random() < this.repeats) await this.repeat(call, answer, send);
    }
    return new Response(answer.status === 204 ? null : answer.bytes, answer);
  };

  private async repeat(call: string, first: Answer, send: () => Promise<Answer>): Promise<void> {
    const again = await send();
    this.tally.repeated++;
    if (first.status !== again.status || textOf(first) !== textOf(again))
      this.tally.differing.push(`${call}: ${first.status}, then ${again.status} ${textOf(again).slice(0, 200)}`);
  }

  /** @throws Error when no answer but 503 comes for a quarter of an hour */
  private async untilAnswered(url: string, init: RequestInit): Promise<Answer> {
    for (const end = performance.now() + patienceMs; ; await sleep(100 + Math.random() * 100)) {
      const answer = await once(url, init).catch((error: Error) => error);
      if (!(answer instanceof Error) && answer.status !== 503) return answer;
      if (performance.now() > end) throw new Error(`no answer to ${init.method} ${new URL(url).pathname}`);
      this.tally.resent++;
    }
  }
}

const once = async (url: string, init: RequestInit): Promise<Answer> => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(attemptMs) });
  return { status: response.status, headers: response.headers, bytes: await response.arrayBuffer() };
};

const textOf = ({ bytes }: Answer): string => Buffer.from(bytes).toString('utf8');
