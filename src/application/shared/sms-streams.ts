import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { day, epochMs, hour, type Instant, toInstant } from '../../domain/shared/instant.js';
import { Keyring } from '../core/keyring.js';
import { DataKeyDestroyed, DataKeys } from '../ports/data-keys.js';

const epochLength = 90 * day;
/** From an epoch's start: no send is linked to a number for longer (P2). */
const keyLifetime = 180 * day;
/** The day's quota looks back this far; an hour more for clocks that differ. */
const lookBack = day + hour;

export const smsEpoch = (at: Instant): number => Math.floor(epochMs(at) / epochLength);
export const smsKeySubject = (epoch: number): string => `sms/${epoch}`;
export const smsKeyEnd = (epoch: number): Instant => toInstant(epoch * epochLength + keyLifetime);

/** Whose quota it is: a number's, that of what a stranger asked for, or that of a message to nobody. */
export type QuotaOwner = readonly ['number' | 'asked' | 'decoy', string];

/** Names the streams of the SMS quota: HMACs under a key of their own for every 90 days, which is destroyed (P2). */
@Injectable()
export class SmsStreams {
  constructor(
    private readonly keys: DataKeys,
    private readonly keyring: Keyring,
  ) {}

  /** The id of the owner's stream as of then. */
  of(owner: QuotaOwner, at: Instant): Promise<string> {
    return this.name(owner, smsEpoch(at));
  }

  /** The id of the stream before that, while its sends may still count. */
  async before(owner: QuotaOwner, at: Instant): Promise<string | undefined> {
    const epoch = smsEpoch(at);
    return epochMs(at) - epoch * epochLength < lookBack ? this.name(owner, epoch - 1) : undefined;
  }

  private async name([kind, text]: QuotaOwner, epoch: number): Promise<string> {
    const key = await this.keyOf(epoch);
    return createHmac('sha256', key).update(`${kind}/${text}`).digest('hex');
  }

  /** An epoch whose key is gone is met only by a clock that was moved back. */
  private async keyOf(epoch: number): Promise<Uint8Array> {
    try {
      return (await this.keys.of(smsKeySubject(epoch))).bytes;
    } catch (error) {
      if (error instanceof DataKeyDestroyed) return this.keyring.key('sms-number');
      throw error;
    }
  }
}
