import type { Position, StoredEvent } from '../../application/ports/event-store.js';
import type { Page } from './event-store-pages.js';

/** What is kept for those who follow the log a little behind: trimmed to this where twice as much has gathered. */
const most = { events: 1_000, bytes: 4_000_000 };

interface Reading {
  /** The wake-ups that had come when it began. */
  readonly wakeUps: number;
  readonly after: Position;
  readonly page: Promise<Page>;
}

/**
 * The newest events of the log, read or appended once for all subscriptions that follow it. Positions count events without
 * a gap, so that a place in the log is a place among those kept.
 */
export class Tail {
  private kept: StoredEvent[] = [];
  private sizes: number[] = [];
  private bytes = 0;
  /** The wake-ups up to which nothing follows what is kept. */
  private completeAt: number | undefined;
  private reading: Reading | undefined;

  constructor(private readonly read: (after: Position) => Promise<Page>) {}

  /**
   * What follows `after`. `wakeUps` is what the caller knew when asking: an answer that was on its way before the last of
   * them is not the last page. To one who is `live` the last event appended here is the last one as long as no wake-up says
   * otherwise; others get the last page from the log.
   */
  async next(after: Position, wakeUps: number, live = false): Promise<Page> {
    const kept = this.keptAfter(after);
    if (kept.length > 0) return { events: kept, bytes: 0, isLast: live && this.completeAt === wakeUps };
    const joined = this.reading?.after === after ? this.reading : undefined;
    const { page, wakeUps: known } = joined ?? this.begin(after, wakeUps);
    const { isLast, ...rest } = await page;
    return { ...rest, isLast: isLast && known >= wakeUps };
  }

  /**
   * Events that were just appended here; `wakeUps` came before them. Answers whether they are kept, as they are when nothing
   * is missing before them: they are then worth one wake-up, and need not be read.
   */
  extend(events: readonly StoredEvent[], bytes: number, wakeUps: number): boolean {
    const first = events[0];
    if (!first || Number(this.last) !== Number(first.position) - 1) return false;
    this.push(events, bytes);
    if (this.completeAt === wakeUps) this.completeAt = wakeUps + 1;
    return true;
  }

  /** Whether the event at `position` is kept, or was. */
  covers(position: Position): boolean {
    return this.last !== undefined && Number(this.last) >= Number(position);
  }

  /** Nothing of it is sure any more, nor what is being read. */
  forget(): void {
    this.clear();
    this.reading = undefined;
  }

  private get last(): Position | undefined {
    return this.kept.at(-1)?.position;
  }

  private begin(after: Position, wakeUps: number): Reading {
    const page = this.read(after).then((read) => {
      if (this.reading === reading) this.keep(after, read, wakeUps);
      return read;
    });
    const reading: Reading = { after, wakeUps, page };
    const end = () => {
      if (this.reading === reading) this.reading = undefined;
    };
    reading.page.then(end, end);
    this.reading = reading;
    return reading;
  }

  /** A page that continues what is kept, or reaches the end of the log where nothing is kept, or kept before a gap. */
  private keep(after: Position, { events, bytes, isLast }: Page, wakeUps: number): void {
    const last = events.at(-1)?.position;
    if (last !== undefined && this.last !== after) {
      if (!isLast || this.covers(last)) return;
      this.clear();
    }
    if (last !== undefined) this.push(events, bytes);
    if (isLast && this.last === (last ?? after)) this.completeAt = wakeUps;
  }

  private push(events: readonly StoredEvent[], bytes: number): void {
    this.kept.push(...events);
    this.sizes.push(...events.map(() => bytes / events.length));
    this.bytes += bytes;
    if (this.kept.length > 2 * most.events || this.bytes > 2 * most.bytes) this.trim();
  }

  private trim(): void {
    let gone = 0;
    while (this.kept.length - gone > most.events || this.bytes > most.bytes) this.bytes -= this.sizes[gone++]!;
    this.kept.splice(0, gone);
    this.sizes.splice(0, gone);
  }

  private clear(): void {
    this.kept = [];
    this.sizes = [];
    this.bytes = 0;
    this.completeAt = undefined;
  }

  private keptAfter(after: Position): readonly StoredEvent[] {
    const from = Number(after) - Number(this.kept[0]?.position ?? 0) + 1;
    return this.kept.length === 0 || from < 0 ? [] : this.kept.slice(from);
  }
}
