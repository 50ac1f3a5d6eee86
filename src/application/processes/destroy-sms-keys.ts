import { Injectable } from '@nestjs/common';
import { DataKeys } from '../ports/data-keys.js';
import type { StoredEvent } from '../ports/event-store.js';
import { Timers } from '../ports/timers.js';
import { smsEpoch, smsKeyEnd, smsKeySubject } from '../shared/sms-streams.js';
import { type DueTimer, type Process } from './process.js';

/** P2: the key that names SMS streams is destroyed 180 days after its first possible use. */
@Injectable()
export class DestroySmsKeys implements Process {
  readonly name = 'destroy-sms-keys';
  readonly types = ['SmsReserved'];
  readonly beginsAt = 'first';
  private readonly timed = new Set<number>();

  constructor(
    private readonly keys: DataKeys,
    private readonly timers: Timers,
  ) {}

  async handle({ data }: StoredEvent): Promise<void> {
    const epoch = smsEpoch(String(data.at));
    if (this.timed.has(epoch)) return;
    await this.timers.set(this.name, String(epoch), smsKeyEnd(epoch));
    this.timed.add(epoch);
  }

  async fire({ key }: DueTimer): Promise<void> {
    await this.keys.destroy(smsKeySubject(Number(key)));
  }
}
