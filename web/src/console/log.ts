import { answered } from '@realname/client';
import { api, readTokens } from './sandbox.js';

/** Of an event, what the console shows: no data. */
export interface LogLine {
  readonly id: string;
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly at: string;
}

/** The log after a position, as an auditor of the sandbox reads it: with a token of now, since tokens follow the clock. */
export const readLog = async (after: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
  const { auditor } = await readTokens(1);
  const reading = api.GET('/v1/audit/events', {
    params: { query: { follow: true, ...(after !== undefined && { after }) } },
    headers: { authorization: `Bearer ${auditor}` },
    parseAs: 'stream',
    signal,
  });
  return (await answered(reading)) as unknown as ReadableStream<Uint8Array>;
};
