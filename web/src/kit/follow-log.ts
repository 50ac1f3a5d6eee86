import { type Api, answered } from '@realname/client';

/** An event of the log, as far as following it needs. */
interface Positioned {
  readonly position: string;
}

export interface Following<T extends Positioned> {
  /** The log after a position, a JSON object a line, for as long as it goes on. */
  read(after: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  tell(events: readonly T[]): void;
  /** Each time that the stream has ended, and why. */
  broke?(error: unknown): void;
  /** Where to begin; at the beginning of the log unless given. */
  readonly after?: string | undefined;
  readonly signal: AbortSignal;
}

interface Question {
  readonly after: string | undefined;
  /** Of the events, separated by commas; all unless given. */
  readonly types?: string;
  readonly signal: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What `Following.read` gives, from the audit API. */
export const openLog = async (
  api: Api,
  { after, types, signal, headers = {} }: Question,
): Promise<ReadableStream<Uint8Array>> => {
  const query = { follow: true, ...(after !== undefined && { after }), ...(types && { types }) };
  const reading = api.GET('/v1/audit/events', { params: { query }, headers, parseAs: 'stream', signal });
  return (await answered(reading)) as unknown as ReadableStream<Uint8Array>;
};

/** Milliseconds until the log is followed anew after its stream has ended. */
const pauseMs = 3000;

/** Follows the log, through lost connections, until the signal. */
export const followLog = async <T extends Positioned>(following: Following<T>): Promise<void> => {
  const { read, tell, broke, signal } = following;
  let { after } = following;
  while (!signal.aborted) {
    try {
      for await (const events of batches<T>(await read(after, signal))) {
        after = events.at(-1)!.position;
        tell(events);
      }
    } catch (error) {
      if (!signal.aborted) broke?.(error);
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

/** What has come at once, an object a line. */
async function* batches<T>(stream: ReadableStream<Uint8Array>): AsyncIterable<readonly T[]> {
  const reader = stream.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const lines = text.split('\n');
    text = lines.pop()!;
    const events = lines.filter(Boolean).map((line) => JSON.parse(line) as T);
    if (events.length > 0) yield events;
  }
}
