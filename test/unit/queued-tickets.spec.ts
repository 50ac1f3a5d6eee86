import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Claims } from '../../src/application/core/claims.js';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { QueuedTickets } from '../../src/application/futures/video/queued-tickets.js';
import type { ReadModels, Row } from '../../src/application/ports/read-models.js';
import { KeepVideoQueue } from '../../src/application/processes/keep-video-queue.js';
import { videoVerifications } from '../../src/application/read-models/models.js';
import { minute, plus } from '../../src/domain/shared/instant.js';
import { videoVerification } from '../../src/domain/video-verification/decider.js';
import type { VideoVerificationEvent } from '../../src/domain/video-verification/events.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryTimers } from '../support/memory/timers.js';
import { MemoryVideoQueue } from '../support/memory/video-queue.js';
import { callStarted, customerId, later, t0, ticketRequested } from './histories.js';

const branch = '0038/001';
const interrupted: VideoVerificationEvent = {
  type: 'VideoCallInterrupted',
  data: { by: 'agent', interruptedAt: later(20) },
};

describe('the video queue', () => {
  let clock: ManualClock;
  let queue: MemoryVideoQueue;
  let timers: MemoryTimers;
  let store: MemoryEventStore;
  let queued: QueuedTickets;
  let process: KeepVideoQueue;
  const codec = new EventCodec(new MemoryDataKeys());
  /** Rows as of so many events of the log. */
  let projected: number;

  beforeEach(() => {
    clock = new ManualClock(later(30));
    queue = new MemoryVideoQueue();
    timers = new MemoryTimers();
    store = new MemoryEventStore();
    projected = Number.POSITIVE_INFINITY;
    const readModels = { find: async () => ({ items: waitingRows(), next: null }) } as unknown as ReadModels;
    const runner = new CommandRunner(store, codec);
    queued = new QueuedTickets(readModels, runner, queue, clock);
    process = new KeepVideoQueue(runner, {} as Claims, queue, timers, queued);
  });

  const waitingRows = () => {
    const rows = new Map<string, Row>();
    for (const event of store.events.slice(0, projected)) {
      const key = videoVerifications.key(event);
      rows.set(key, videoVerifications.evolve(rows.get(key) as never, event)!);
    }
    const { status } = videoVerifications.index!;
    return [...rows].map(([key, row]) => ({ key, row })).filter(({ row }) => status!(row as never) === 'waiting');
  };
  const happened = async (id: string, ...facts: VideoVerificationEvent[]) => {
    const stream = `${videoVerification.category}-${id}`;
    const known = store.events.filter((event) => event.stream === stream).length;
    const events = await codec.encode(facts, stream, commandContext({ at: t0 }), `futures/0038/${customerId}`);
    await store.append(stream, known === 0 ? 'no-stream' : BigInt(known - 1), events);
  };
  const order = async () => (await queue.list(branch)).map(({ ticketId }) => ticketId);

  it('F24 gets every waiting ticket again that it lost, oldest first, an interrupted call at the head (F26)', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await happened(id, ticketRequested);
    await happened('c', callStarted, interrupted);
    await happened('b', callStarted);
    await process.sweep();
    expect(await order()).toEqual(['c', 'a', 'd']);
    await process.sweep();
    expect(await order()).toEqual(['c', 'a', 'd']);
  });

  it('F26 is mended by whoever shows a sign of life, for all that wait, in their order', async () => {
    for (const id of ['a', 'b']) await happened(id, ticketRequested);
    await queued.heartbeat(branch, 'b');
    expect(await order()).toEqual(['a', 'b']);
    queue.lose();
    await queued.heartbeat(branch, 'b');
    expect(await order()).toEqual(['a', 'b']);
  });

  it('F26 gets no ticket whose call began, though its row still waits', async () => {
    await happened('a', ticketRequested);
    projected = 1;
    await happened('a', callStarted);
    await process.sweep();
    expect(await order()).toEqual([]);
  });

  it('F26 a ticket whose heartbeat was lost does not end as silent', async () => {
    await happened('a', ticketRequested);
    await process.fire({ key: 'a', dueAt: later(10), payload: {} });
    expect(timers.next()).toBe(plus(later(10), 10 * minute));
    expect(store.events).toHaveLength(1);
  });
});
