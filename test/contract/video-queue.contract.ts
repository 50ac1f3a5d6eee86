import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { VideoQueue } from '../../src/application/ports/video-queue.js';
import { minute, plus } from '../../src/domain/shared/instant.js';

/** `open` gives another instance on the same queue each time. */
export const videoQueueContract = (name: string, open: () => Promise<VideoQueue>) =>
  describe(`VideoQueue on ${name}`, () => {
    const at = '2026-11-22T08:00:00.000Z';
    let queue: VideoQueue;
    let branch: string;
    const order = async (of = branch) => (await queue.list(of)).map((entry) => entry.ticketId);
    const enter = async (...tickets: readonly string[]) => {
      for (const ticket of tickets) await queue.enter(branch, ticket, at, 'end');
    };
    beforeEach(async () => {
      queue = await open();
      branch = `0038/${randomUUID()}`;
    });

    it('F24 keeps the order of entering, also for another instance', async () => {
      await enter('c', 'a', 'b');
      expect(await order()).toEqual(['c', 'a', 'b']);
      expect(await (await open()).list(branch)).toEqual(
        ['c', 'a', 'b'].map((ticketId) => ({ ticketId, heartbeatAt: at })),
      );
    });

    it('F25 never shows the tickets of another branch', async () => {
      await enter('a');
      expect(await order(`0038/${randomUUID()}`)).toEqual([]);
    });

    it('F26 puts an interrupted call at the head, the latest first, and a second time at the end', async () => {
      await enter('a', 'b');
      await queue.enter(branch, 'c', at, 'head');
      await queue.enter(branch, 'd', at, 'head');
      expect(await order()).toEqual(['d', 'c', 'a', 'b']);
      await queue.leave(branch, 'd');
      await queue.enter(branch, 'd', at, 'end');
      expect(await order()).toEqual(['c', 'a', 'b', 'd']);
    });

    it('leaves place and heartbeat of a ticket that is in as they are', async () => {
      await enter('a', 'b');
      await queue.heartbeat(branch, 'b', plus(at, minute));
      await queue.enter(branch, 'b', plus(at, -minute), 'head');
      await queue.enter(branch, 'a', at, 'end');
      expect(await queue.list(branch)).toEqual([
        { ticketId: 'a', heartbeatAt: at },
        { ticketId: 'b', heartbeatAt: plus(at, minute) },
      ]);
    });

    it('gives tickets that enter at the same time one order, each once', async () => {
      const tickets = Array.from({ length: 12 }, () => randomUUID());
      const queues = await Promise.all(tickets.map(open));
      await Promise.all(
        [...tickets, ...tickets].map((ticket, index) => queues[index % 12]!.enter(branch, ticket, at, 'end')),
      );
      const seen = await order();
      expect([...seen].sort()).toEqual([...tickets].sort());
      expect((await (await open()).list(branch)).map((entry) => entry.ticketId)).toEqual(seen);
    });

    it('forgets a ticket that left; leaving again changes nothing', async () => {
      await enter('a', 'b');
      await queue.leave(branch, 'a');
      await queue.leave(branch, 'a');
      expect(await order()).toEqual(['b']);
    });

    it('notes no sign of life of a ticket that is not in, and says so', async () => {
      expect(await queue.heartbeat(branch, 'a', at)).toBe(false);
      expect(await order()).toEqual([]);
      await enter('a');
      expect(await queue.heartbeat(branch, 'a', plus(at, minute))).toBe(true);
      expect(await queue.heartbeat(branch, 'a', plus(at, minute))).toBe(true);
    });
  });
