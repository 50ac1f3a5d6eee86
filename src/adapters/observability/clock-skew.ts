import type { Log } from '../../application/ports/log.js';
import { second } from '../../domain/shared/instant.js';
import type { Metrics } from './metrics.js';

/** Readings of two clocks, in milliseconds since 1970: the server's lies between the two of this machine. */
interface Readings {
  readonly clock: { readonly server: number; readonly asked: number; readonly answered: number };
}

/** Milliseconds by which clocks may differ. */
const tolerated = 5 * second;

/** Milliseconds that this machine is ahead, and whether the clocks differ by more than the way there and back explains. */
export const skewOf = ({ clock: { server, asked, answered } }: Readings) => {
  const ahead = (asked + answered) / 2 - server;
  return { ahead, isTooMuch: Math.abs(ahead) - (answered - asked) / 2 > tolerated };
};

/** Milliseconds between two measurements. */
const lookEvery = 15 * second;

/** How far this machine's clock is from the database server's, and so from that of every other instance. */
export class ClockSkew {
  /** Milliseconds that this machine is ahead; undefined: not measured yet. */
  private ahead: number | undefined;
  private told = false;

  constructor(private readonly log: Log) {}

  note(readings: Readings): void {
    const { ahead, isTooMuch } = skewOf(readings);
    this.ahead = ahead;
    if (isTooMuch !== this.told) this.tell();
  }

  addTo(metrics: Metrics): void {
    const help = 'how far the clock of this machine is ahead of the database server';
    metrics.gauge('realname_clock_skew_seconds', help, [], async () =>
      this.ahead === undefined ? [] : [{ labels: {}, value: this.ahead / second }],
    );
  }

  /** Measures now and again. Answers how to end that. @param measure asks the server; its failure is told by others */
  watch(measure: () => Promise<Readings>): () => void {
    const look = () =>
      measure().then(
        (readings) => void this.note(readings),
        () => {},
      );
    void look();
    const timer = setInterval(look, lookEvery);
    return () => clearInterval(timer);
  }

  private tell(): void {
    this.told = !this.told;
    const seconds = Math.round((this.ahead ?? 0) / second);
    if (this.told) this.log('warn', 'the clock differs from the database server', { secondsAhead: seconds });
    else this.log('info', 'the clock agrees with the database server again', { secondsAhead: seconds });
  }
}
