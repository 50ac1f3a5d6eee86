import type { Log } from '../../application/ports/log.js';
import type { Metrics } from './metrics.js';

/** Tells the operator which providers are left alone and what they refuse. */
export class ProviderWatch {
  /** By provider, whether it is left alone. */
  private readonly open = new Map<string, boolean>();

  constructor(
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  /** Watches one more provider. */
  of(provider: string) {
    if (this.open.size === 0) this.addGauge();
    this.open.set(provider, false);
    return this;
  }

  breaker(provider: string, state: 'closed' | 'open' | 'half-open'): void {
    this.open.set(provider, state !== 'closed');
    this.log(state === 'open' ? 'warn' : 'info', `${provider}: circuit breaker ${state}`);
  }

  refused(provider: string, action: string, code: string): void {
    this.log('error', `${provider} refused ${action}`, { code });
  }

  private addGauge(): void {
    this.metrics.gauge('realname_provider_breaker_open', '1 while a provider is left alone', ['provider'], async () =>
      [...this.open].map(([provider, open]) => ({ labels: { provider }, value: Number(open) })),
    );
  }
}
