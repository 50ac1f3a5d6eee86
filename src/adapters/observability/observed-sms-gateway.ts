import { SmsGateway, type SmsNotice, SmsOutcomeUnknown, type SmsPurpose } from '../../application/ports/sms-gateway.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Metrics } from './metrics.js';

/** Counts what the gateway said: `accepted`, `refused`, `unavailable`, `unknown` or `failed`; security notices as a purpose. */
export class ObservedSmsGateway extends SmsGateway {
  constructor(
    private readonly gateway: SmsGateway,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override async sendCode(to: string, purpose: SmsPurpose, code: string): Promise<'accepted' | 'refused'> {
    const verdict = await this.counting(purpose, () => this.gateway.sendCode(to, purpose, code));
    this.metrics.sms.inc({ purpose, outcome: verdict });
    return verdict;
  }

  override async sendNotice(to: string, notice: SmsNotice): Promise<void> {
    await this.counting('notice', () => this.gateway.sendNotice(to, notice));
    this.metrics.sms.inc({ purpose: 'notice', outcome: 'accepted' });
  }

  private async counting<T>(purpose: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      this.metrics.sms.inc({ purpose, outcome: outcomeOf(error) });
      throw error;
    }
  }
}

const outcomeOf = (error: unknown): 'unknown' | 'unavailable' | 'failed' => {
  if (error instanceof SmsOutcomeUnknown) return 'unknown';
  return error instanceof DependencyUnavailable ? 'unavailable' : 'failed';
};
