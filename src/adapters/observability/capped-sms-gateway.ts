import type { Clock } from '../../application/ports/clock.js';
import type { ShortLived } from '../../application/ports/short-lived.js';
import { SmsGateway, type SmsNotice, type SmsPurpose } from '../../application/ports/sms-gateway.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { nextShanghaiMidnight, shanghaiDate } from '../../domain/shared/shanghai-calendar.js';
import type { Metrics } from './metrics.js';

/** So many codes a day of Shanghai for all numbers, over all instances: what strangers can make one pay. Notices go on. */
export class CappedSmsGateway extends SmsGateway {
  constructor(
    private readonly gateway: SmsGateway,
    private readonly perDay: number,
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly metrics: Pick<Metrics, 'sms'>,
  ) {
    super();
  }

  override async sendCode(to: string, purpose: SmsPurpose, code: string): Promise<'accepted' | 'refused'> {
    const now = this.clock.now();
    const sent = await this.shortLived.count('sms-day', shanghaiDate(now), nextShanghaiMidnight(now));
    if (sent > this.perDay) {
      this.metrics.sms.inc({ purpose, outcome: 'capped' });
      throw new DependencyUnavailable('SMS gateway: the day’s messages are used up, which');
    }
    return this.gateway.sendCode(to, purpose, code);
  }

  override sendNotice(to: string, notice: SmsNotice): Promise<void> {
    return this.gateway.sendNotice(to, notice);
  }
}
