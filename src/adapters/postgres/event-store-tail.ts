import type { Position, StoredEvent } from '../../application/ports/event-store.js';
import type { Page } from './event-store-pages.js';

/** What is kept for those who follow the log a little behind. */
const most = { events: 2_000, bytes: 8_000_000 };

interface Reading {
  /** The wake-ups that had come when it began. */
  readonly wakeUps: number;
  readonly after: Position;
  readonly page: Promise<Page>;
}

/**
 * The newest events of the log, read once for all subscriptions that follow it. Positions count events without a gap,
 * so that a place in the log is a place among those kept.
 */
export class Tail {
  private pages: Page[] = [];
  private reading: Reading | undefined;

  constructor(private readonly read: (after: Position) => Promise<Page>) {}

  /**
   * What follows `after`. `wakeUps` is what the caller knew when asking: an answer that was on its way before the last of
   * them is not the last page.
   */
  async next(after: Position, wakeUps: number): Promise<Page> {
    const kept = this.keptAfter(after);
    if (kept.length > 0) return { events: kept, bytes: 0, isLast: false };
    const joined = this.reading?.after === after ? this.reading : undefined;
    const { page, wakeUps: known } = joined ?? this.begin(after, wakeUps);
    const { isLast, ...rest } = await page;
    return { ...rest, isLast: isLast && known >= wakeUps };
  }

  /** Nothing of it is sure any more, nor what is being read. */
  forget(): void {
    this.pages = [];
    this.reading = undefined;
  }

  private begin(after: Position, wakeUps: number): Reading {
    const page = this.read(after).then((read) => (this.reading === reading ? this.keep(after, read) : read));
    const reading: Reading = { after, wakeUps, page };
    const end = () => {
      if (this.reading === reading) this.reading = undefined;
    };
    reading.page.then(end, end);
    this.reading = reading;
    return reading;
  }

  /** One that continues what is kept, or reaches the end of the log where nothing is kept, or kept before a gap. */
  private keep(after: Position, page: Page): Page {
    if (page.events.length === 0) return page;
    const last = this.pages.at(-1)?.events.at(-1)?.position;
    if (last !== after) {
      if (!page.isLast || (last !== undefined && Number(last) >= Number(page.events.at(-1)!.position))) return page;
      this.pages = [];
    }
    this.pages.push(page);
    while (this.pages.length > 1 && this.isTooMuch()) this.pages.shift();
    return page;
  }

  private isTooMuch(): boolean {
    const sum = (of: (page: Page) => number) => this.pages.reduce((total, page) => total + of(page), 0);
    return sum(({ events }) => events.length) > most.events || sum(({ bytes }) => bytes) > most.bytes;
  }

  private keptAfter(after: Position): readonly StoredEvent[] {
    const at = this.pages.findIndex(({ events }) => {
      const first = Number(events[0]!.position);
      return first - 1 <= Number(after) && Number(after) < first - 1 + events.length;
    });
    const page = this.pages[at]?.events ?? [];
    return page.slice(page.length === 0 ? 0 : Number(after) - Number(page[0]!.position) + 1);
  }
}
