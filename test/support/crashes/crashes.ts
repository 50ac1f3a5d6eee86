import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { RunningProcess } from '../servers/running-service.js';

/**
 * When the service dies: once it has noted the call (`begun`), once the next event is in the log (`appended`), once the
 * call is answered, or once what it left to the background is done as well (`delivered`).
 */
type Moment = 'begun' | 'appended' | 'answered' | 'delivered';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: ArrayBuffer;
}

/**
 * A `fetch` that kills the service at given moments of given calls, starts it again on the same data, and repeats the
 * very same request, as a client does that lost the answer.
 */
export class Crashes {
  /** Calls with two answers: each must be the first one again. */
  readonly repeats: { readonly call: string; readonly first: string; readonly again: string }[] = [];
  private readonly plan: Map<string, Moment[]>;

  constructor(
    private readonly service: RunningProcess,
    plan: readonly (readonly [call: string, ...Moment[]])[],
  ) {
    this.plan = new Map(plan.map(([call, ...moments]) => [call, moments]));
  }

  /** Planned crashes that have not happened. */
  left(): readonly string[] {
    return [...this.plan].flatMap(([call, moments]) => (moments.length > 0 ? [call] : []));
  }

  readonly fetch = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { method, headers, url } = request;
    const call = `${method} ${new URL(url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, ':id')}`;
    const moments = this.plan.get(call)?.splice(0) ?? [];
    if (moments.length === 0) return fetch(request);

    const body = await request.arrayBuffer();
    const send = () => answerOf(fetch(url, { method, headers, ...(body.byteLength > 0 && { body }) }));
    const answers: Answer[] = [];
    for (const moment of moments) answers.push(...(await this.crash(moment, send)));
    const last = await send();
    answers.push(last, await send());
    const [first, ...others] = answers.map(textOf);
    for (const again of others) this.repeats.push({ call, first: first!, again });
    return new Response(last.status === 204 ? null : last.bytes, last);
  };

  /** Sends the call, kills the service at its moment, and starts it again; the answer, if there was one by then. */
  private async crash(moment: Moment, send: () => Promise<Answer>): Promise<Answer[]> {
    const client = new pg.Client(await this.service.databaseUrl());
    client.on('error', () => {});
    await client.connect();
    await client.query('listen events_appended');
    const appended = new Promise<unknown>((resolve) => client.once('notification', resolve));
    const sent = send().then(
      (answer) => [answer],
      () => [],
    );
    if (moment === 'begun') await begun(client);
    else await (moment === 'appended' ? Promise.race([sent, appended]) : sent);
    if (moment === 'delivered') await fetch(`${this.service.url}/sandbox/sms-messages?to=13800138000`);
    await this.service.crash();
    await client.end().catch(() => {});
    return sent;
  }
}

const begun = async (client: pg.Client): Promise<void> => {
  for (;;) {
    const { rows } = await client.query('select 1 from idempotency_records where response is null');
    if (rows.length > 0) return;
    await sleep(1);
  }
};

const answerOf = async (response: Promise<Response>): Promise<Answer> => {
  const answer = await response;
  return { status: answer.status, headers: answer.headers, bytes: await answer.arrayBuffer() };
};

const textOf = ({ status, bytes }: Answer) => `${status} ${Buffer.from(bytes).toString('utf8')}`;
