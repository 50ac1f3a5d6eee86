import { isMobile } from '../../domain/shared/phone-number.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { SmsNotice } from '../ports/sms-gateway.js';
import type { Notices } from './notices.js';
import type { DueTimer, Process } from './process.js';

/** Security notices about events of some types (P4): each once for each number that `numbersOf` has for it. */
export abstract class NoticeProcess implements Process {
  abstract readonly name: string;
  abstract readonly types: readonly string[];
  readonly beginsAt = 'now';
  readonly unordered = true;

  constructor(private readonly notices: Notices) {}

  async handle(event: StoredEvent): Promise<void> {
    await this.tell(event, () => true);
  }

  async fire({ payload }: DueTimer): Promise<void> {
    const { event, isReceiver } = await this.notices.ofTimer(payload);
    await this.tell(event, isReceiver);
  }

  protected abstract noticeOf(type: string): SmsNotice;
  /** Old and new ones, in any order; what is no mobile is left out. */
  protected abstract numbersOf(event: StoredEvent): Promise<readonly (string | null | undefined)[]>;

  private async tell(event: StoredEvent, isReceiver: (number: string) => boolean): Promise<void> {
    const mobiles = (await this.numbersOf(event)).filter((number) => typeof number === 'string').filter(isMobile);
    await this.notices.send(this.name, event, this.noticeOf(event.type), mobiles.filter(isReceiver));
  }
}
