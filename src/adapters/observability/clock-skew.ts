import type { Log } from '../../application/ports/log.js';
import { second } from '../../domain/shared/instant.js';
import type { Metrics } from './metrics.js';

/** Readings of two clocks, in milliseconds since 1970: the server's lies between the two of this machine. */
interface Readings {
  readonly clock: { readonly server: number; readonly asked: number; readonly answered: number };
}

/** Milliseconds by which clocks may differ. */
const tolerated = 5 * second;

/** How far this machine's clock is from the database server's, and so from that of every other instance. */
export class ClockSkew {
  /** Milliseconds that this machine is ahead; undefined: not measured yet. */
  private ahead: number | undefined;
  private told = false;

  constructor(private readonly log: Log) {}

  /** Answers what it was given. The clocks certainly differ only by what the way there and back does not explain. */
  note<T extends Readings>(state: T): T {
    const { server, asked, answered } = state.clock;
    this.ahead = (asked + answered) / 2 - server;
    const certain = Math.abs(this.ahead) - (answered - asked) / 2;
    if (certain > tolerated !== this.told) this.tell();
    return state;
  }

  /** @param measure asks the server, and notes it */
  addTo(metrics: Metrics, measure: () => Promise<unknown>): void {
    const help = 'how far the clock of this machine is ahead of the database server';
    metrics.gauge('realname_clock_skew_seconds', help, [], async () => {
      await measure();
      return [{ labels: {}, value: (this.ahead ?? 0) / second }];
    });
  }

  private tell(): void {
    this.told = !this.told;
    const seconds = Math.round((this.ahead ?? 0) / second);
    if (this.told) this.log('warn', 'the clock differs from the database server', { secondsAhead: seconds });
    else this.log('info', 'the clock agrees with the database server again', { secondsAhead: seconds });
  }
}
