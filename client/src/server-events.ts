import { ConnectionError } from './connection.js';

/** One event of a stream; `data` is its JSON, read. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

export interface EventsOptions {
  /** Milliseconds without a byte after which the stream is dead. The service sends a comment every 15 seconds. */
  readonly silentAfter?: number;
}

/**
 * Reads the server-sent events of a call with `parseAs: 'stream'`: unlike with EventSource a token goes along. Ends with the
 * stream, and ends the stream when the reader leaves.
 * @throws SyntaxError for data that is no JSON; ConnectionError for a stream that fell silent; what the stream fails with
 * @example
 * const path = '/v1/futures/video-verifications/{id}/events';
 * const stream = await answered(api.GET(path, { params: { path: { id } }, parseAs: 'stream' }));
 * for await (const { event, data } of serverEvents(stream as ReadableStream, { silentAfter: 40_000 })) show(event, data);
 */
export async function* serverEvents(
  stream: ReadableStream<Uint8Array>,
  { silentAfter }: EventsOptions = {},
): AsyncIterable<ServerEvent> {
  let text = '';
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read(), silentAfter);
      if (done) return;
      text += decoder.decode(value, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = parseEvent(text.slice(0, end));
        text = text.slice(end + 2);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const inTime = async <T>(read: Promise<T>, milliseconds: number | undefined): Promise<T> => {
  if (milliseconds === undefined) return read;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ConnectionError('timeout')), milliseconds);
  });
  try {
    return await Promise.race([read, silence]);
  } finally {
    clearTimeout(timer);
  }
};

const parseEvent = (block: string): ServerEvent | undefined => {
  const fields = block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  const data = fields.flatMap(([name, value]) => (name === 'data' ? [value] : []));
  if (data.length === 0) return undefined;
  return { event: fields.find(([name]) => name === 'event')?.[1] ?? 'message', data: JSON.parse(data.join('\n')) };
};
