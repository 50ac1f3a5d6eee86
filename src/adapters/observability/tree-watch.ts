import type { EventStore, Position } from '../../application/ports/event-store.js';
import type { TransparencyLog } from '../../application/ports/transparency-log.js';
import { second } from '../../domain/shared/instant.js';
import type { Metrics } from './metrics.js';

/** What others owe the transparency log, in milliseconds. */
interface Owed {
  /** For how long each witness has owed a cosignature. */
  readonly silence: readonly { readonly witness: string; readonly ms: number }[];
  /** For how long a time-stamp over the head has been due. */
  readonly stampOwed: number;
}

/** How far the transparency log is behind the log, as seen by whoever asks now and again. */
export class TreeWatch {
  /** The newest event that was not covered when it was seen. */
  private seen: { readonly head: Position; readonly at: number } | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly tree: TransparencyLog,
    private readonly owed: () => Owed = () => ({ silence: [], stampOwed: 0 }),
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  addTo(metrics: Metrics): void {
    const delay = 'for how long an event is in the log and not yet in the transparency log, seen from look to look';
    metrics.gauge('realname_tlog_delay_seconds', delay, [], async () => [
      { labels: {}, value: (await this.delay()) / second },
    ]);
    metrics.gauge('realname_tlog_size', 'events that the newest checkpoint is over', [], async () => [
      { labels: {}, value: (await this.tree.latest())?.size ?? 0 },
    ]);
    const owed = 'for how long a witness that was asked to cosign has not, on the instance that asks';
    metrics.gauge('realname_witness_silence_seconds', owed, ['witness'], async () =>
      this.owed().silence.map(({ witness, ms }) => ({ labels: { witness }, value: ms / second })),
    );
    const due = 'for how long a time-stamp over the head has been due, on the instance that asks for it';
    metrics.gauge('realname_time_stamp_owed_seconds', due, [], async () => [
      { labels: {}, value: this.owed().stampOwed / second },
    ]);
  }

  /** Milliseconds. */
  private async delay(): Promise<number> {
    const { position } = (await this.tree.latest()) ?? {};
    const head = await this.store.head();
    const covers = (event: Position) => position !== undefined && this.store.compare(position, event) >= 0;
    if (this.seen && covers(this.seen.head)) this.seen = undefined;
    if (head === undefined || covers(head)) this.seen = undefined;
    else this.seen ??= { head, at: this.elapsed() };
    return this.seen ? this.elapsed() - this.seen.at : 0;
  }
}
