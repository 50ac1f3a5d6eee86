/** One event of a stream; `data` is its JSON, read. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * Reads the server-sent events of a call with `parseAs: 'stream'`: unlike with EventSource a token goes along. Ends with the
 * stream, and ends the stream when the reader leaves.
 * @throws SyntaxError for data that is no JSON; what the stream fails with
 */
export async function* serverEvents(stream: ReadableStream<Uint8Array>): AsyncIterable<ServerEvent> {
  let text = '';
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
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

const parseEvent = (block: string): ServerEvent | undefined => {
  const fields = block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  const data = fields.flatMap(([name, value]) => (name === 'data' ? [value] : []));
  if (data.length === 0) return undefined;
  return { event: fields.find(([name]) => name === 'event')?.[1] ?? 'message', data: JSON.parse(data.join('\n')) };
};
