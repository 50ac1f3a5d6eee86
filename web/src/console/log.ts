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

/** Milliseconds until the log is followed anew after its stream has ended, since tokens follow the clock. */
const pauseMs = 3000;

/** Follows the log from its beginning, through lost connections, until the signal. */
export const followLog = async (tell: (events: readonly LogLine[]) => void, signal: AbortSignal): Promise<void> => {
  let after: string | undefined;
  while (!signal.aborted) {
    try {
      for await (const events of batches(after, signal)) {
        after = events.at(-1)!.position;
        tell(events);
      }
    } catch (error) {
      if (!signal.aborted) console.info('the log is followed anew', String(error));
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

async function* batches(after: string | undefined, signal: AbortSignal): AsyncIterable<readonly LogLine[]> {
  const { auditor } = await readTokens(1);
  const stream = (await answered(
    api.GET('/v1/audit/events', {
      params: { query: { follow: true, ...(after !== undefined && { after }) } },
      headers: { authorization: `Bearer ${auditor}` },
      parseAs: 'stream',
      signal,
    }),
  )) as unknown as ReadableStream<Uint8Array>;
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const lines = text.split('\n');
    text = lines.pop()!;
    const events = lines.filter(Boolean).map((line) => JSON.parse(line) as LogLine);
    if (events.length > 0) yield events;
  }
}
