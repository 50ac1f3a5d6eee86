import { serverEvents } from '@realname/client';

// biome-ignore lint/suspicious/noExplicitAny: whatever the service tells is what the tests look at
type Data = any;

/** An event stream that is being read: what it told so far. */
export class Watching {
  readonly queue: Data[] = [];
  readonly signals: Data[] = [];
  /** Whether the stream has ended. */
  ended = false;
  private readonly abort = new AbortController();
  status = 0;
  readonly done: Promise<void>;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.done = this.read(url, headers);
  }

  private async read(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
    try {
      const response = await fetch(url, { headers, signal: this.abort.signal });
      this.status = response.status;
      if (response.status !== 200) return;
      for await (const { event, data } of serverEvents(response.body!))
        (event === 'queue' ? this.queue : this.signals).push(data);
    } catch (error) {
      if (!this.abort.signal.aborted) throw error;
    } finally {
      this.ended = true;
    }
  }

  /** The last ticket told. */
  get last(): Data {
    return this.queue.at(-1);
  }

  async close(): Promise<void> {
    this.abort.abort();
    await this.done;
  }
}
