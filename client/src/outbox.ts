import type { CallMessage } from './call-side.js';
import { pause } from './pause.js';

/**
 * Milliseconds in which candidates join the first of them, unless another message comes: each is a call of its own, and they
 * come in swarms.
 */
const gathering = 150;
/** Milliseconds until a message is sent again. */
const retryAfter = 1000;

export interface Carrier {
  /** Whether the message has gone, or would be refused again. */
  send(message: CallMessage): Promise<boolean>;
  /** Whether it is worth sending again. */
  lasts(): boolean;
  /** Nothing is sent after it. */
  readonly over: AbortSignal;
}

/** What one side of a call sends: in order, one after another, again while the service is away. */
export class Outbox {
  private readonly waiting: CallMessage[] = [];
  private sending = false;
  /** Ends the gathering. */
  private hurry = () => {};

  constructor(private readonly carrier: Carrier) {}

  add(message: CallMessage): void {
    if (message.type === 'candidate') this.gather(message);
    else {
      this.waiting.push(message);
      this.hurry();
    }
    if (!this.sending) void this.sendAll();
  }

  private gather({ candidate, ...addressed }: CallMessage & { readonly type: 'candidate' }): void {
    const last = this.waiting.at(-1);
    const joins = last?.type === 'candidates' && last.from === addressed.from && last.to === addressed.to;
    const candidates = joins ? [...last.candidates, candidate] : [candidate];
    this.waiting.splice(joins ? -1 : this.waiting.length, 1, { ...addressed, type: 'candidates', candidates });
  }

  private async sendAll(): Promise<void> {
    const { over } = this.carrier;
    this.sending = true;
    while (this.waiting.length > 0 && !over.aborted) {
      if (this.waiting.length === 1 && this.waiting[0]!.type === 'candidates') await this.gathered();
      if (!over.aborted) await this.sendOne(this.waiting.shift()!);
    }
    this.sending = false;
  }

  private gathered(): Promise<void> {
    return new Promise((resolve) => {
      this.hurry = resolve;
      void pause(gathering, this.carrier.over).then(resolve);
    });
  }

  private async sendOne(message: CallMessage): Promise<void> {
    const { over } = this.carrier;
    while (!(await this.carrier.send(message)) && this.carrier.lasts() && !over.aborted) await pause(retryAfter, over);
  }
}
