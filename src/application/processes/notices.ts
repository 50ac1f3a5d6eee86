import { Injectable } from '@nestjs/common';
import { day, plus } from '../../domain/shared/instant.js';
import { Keyring } from '../core/keyring.js';
import { retryPause } from '../core/retry-pause.js';
import { Clock } from '../ports/clock.js';
import { EventStore, type StoredEvent } from '../ports/event-store.js';
import type { JsonObject } from '../ports/json.js';
import { NoticeDeliveries, type NoticeDelivery, type NoticeOutcome } from '../ports/notice-deliveries.js';
import { SmsGateway, type SmsNotice, SmsOutcomeUnknown } from '../ports/sms-gateway.js';
import { Timers } from '../ports/timers.js';
import { DependencyUnavailable } from '../ports/unavailable.js';

/** Age of the event beyond which a notice is dropped. */
const longestDelay = day;
/** Tries of a number that the gateway refuses: nearly as many as `retryPause` leaves room for within a day. */
const mostRefusals = 28;

/**
 * Hands each notice to the gateway once for each number (P4). What is certain not to have left is tried again alone, by a
 * timer of that number. What may have left counts as sent, also when the process dies between hand-over and answer.
 */
@Injectable()
export class Notices {
  constructor(
    private readonly gateway: SmsGateway,
    private readonly deliveries: NoticeDeliveries,
    private readonly timers: Timers,
    private readonly store: EventStore,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** @param process whose timers bring the tries that follow */
  async send(process: string, event: StoredEvent, notice: SmsNotice, numbers: readonly string[]): Promise<void> {
    const oldest = plus(this.clock.now(), -longestDelay);
    await this.deliveries.forget(oldest);
    for (const number of new Set(numbers)) {
      const delivery = { eventId: event.id, receiver: this.receiverOf(event, number), at: event.metadata.at };
      if (delivery.at < oldest) await this.deliveries.end(delivery, 'expired');
      else await this.deliver(delivery, number, process, event, notice);
    }
  }

  /** The event of a timer, and that of its numbers which the timer is for. */
  async ofTimer({ stream, revision, receiver }: JsonObject) {
    for await (const event of this.store.read(String(stream), { from: BigInt(String(revision)), limit: 1 }))
      return { event, isReceiver: (number: string) => this.receiverOf(event, number) === receiver };
    throw new Error('the event of a notice is missing in the log');
  }

  private async deliver(
    delivery: NoticeDelivery,
    number: string,
    process: string,
    event: StoredEvent,
    notice: SmsNotice,
  ): Promise<void> {
    const refusals = await this.deliveries.begin(delivery);
    if (refusals === undefined) return;
    const outcome = await this.handOver(number, notice, refusals);
    await this.deliveries.end(delivery, outcome);
    if (outcome === 'refused') await this.later(process, event, delivery, refusals + 1);
    if (outcome === 'unavailable') await this.later(process, event, delivery, 1);
  }

  private async handOver(number: string, notice: SmsNotice, refusals: number): Promise<NoticeOutcome> {
    try {
      await this.gateway.sendNotice(number, notice);
      return 'accepted';
    } catch (error) {
      if (error instanceof SmsOutcomeUnknown) return 'unknown';
      if (error instanceof DependencyUnavailable) return 'unavailable';
      return refusals + 1 < mostRefusals ? 'refused' : 'exhausted';
    }
  }

  private async later(process: string, event: StoredEvent, { receiver }: NoticeDelivery, failures: number) {
    const payload = { stream: event.stream, revision: String(event.revision), receiver };
    const due = plus(this.clock.now(), retryPause(failures));
    await this.timers.set(process, `${event.id}/${receiver}`, due, payload);
  }

  private receiverOf = ({ id }: StoredEvent, number: string) => this.keyring.hmac('short-lived', 'notice', id, number);
}
