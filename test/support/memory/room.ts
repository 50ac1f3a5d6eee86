import type { AgentTicket, CallMessage, CallSide } from '@realname/client';

type Status = AgentTicket['status'];
type Name = 'customer' | 'agent';
type Stream = ReadableStreamDefaultController<Uint8Array>;

const encoder = new TextEncoder();

/** A room in memory: what one side sends stands in the other's mailbox until a stream of that side takes it. */
export class MemoryRoom {
  /** Everything that was sent, in order. */
  readonly sent: CallMessage[] = [];
  /** Sides whose streams take messages and lose them. */
  readonly loses = new Set<Name>();
  /** Sides whose stream nobody reads any more, though it looks open: it takes messages, and no comment comes out of it. */
  readonly silent = new Set<Name>();
  /** The side whose mail waits; it comes at once with the next message. */
  holds: Name | undefined;
  private readonly mail: Record<Name, CallMessage[]> = { customer: [], agent: [] };
  private readonly streams: Partial<Record<Name, Stream>> = {};
  private status: Status = 'inCall';

  side(name: Name): CallSide<AgentTicket> {
    const other = name === 'customer' ? 'agent' : 'customer';
    return {
      polite: name === 'customer',
      events: async (signal) => this.open(name, signal),
      send: async (message) => {
        this.sent.push(message);
        this.mail[other].push(structuredClone(message));
        this.deliver(other);
      },
      isOver: ({ status }) => (name === 'agent' ? status !== 'inCall' : !['waiting', 'inCall'].includes(status)),
    };
  }

  /** The ticket's status changes, and both sides are told. */
  become(status: Status): void {
    this.status = status;
    for (const stream of Object.values(this.streams)) write(stream, { event: 'queue', data: { id: '1', status } });
  }

  /** Ends a side's stream, with what it has not read yet. */
  cut(name: Name): void {
    this.streams[name]?.error(new TypeError('terminated'));
    delete this.streams[name];
  }

  private open(name: Name, signal: AbortSignal): ReadableStream<Uint8Array> {
    this.silent.delete(name);
    let comments: ReturnType<typeof setInterval>;
    return new ReadableStream({
      start: (stream) => {
        this.streams[name] = stream;
        comments = setInterval(() => {
          if (!this.silent.has(name)) stream.enqueue(encoder.encode(': \n\n'));
        }, 15_000);
        signal.addEventListener('abort', () => {
          if (this.streams[name] === stream) this.cut(name);
          clearInterval(comments);
        });
        write(stream, { event: 'queue', data: { id: '1', status: this.status } });
        this.deliver(name);
      },
      cancel: () => clearInterval(comments),
    });
  }

  private deliver(name: Name): void {
    const stream = this.streams[name];
    if (!stream || this.holds === name) return;
    const messages = this.mail[name].splice(0);
    if (!this.loses.has(name) && !this.silent.has(name))
      write(stream, ...messages.map((data) => ({ event: 'signal', data })));
  }
}

const write = (stream: Stream, ...events: readonly { readonly event: string; readonly data: object }[]) => {
  const text = events.map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
  if (text) stream.enqueue(encoder.encode(text));
};
