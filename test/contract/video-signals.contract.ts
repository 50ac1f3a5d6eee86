import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../src/application/ports/json.js';
import type { RoomSide } from '../../src/application/ports/video-room.js';
import type { VideoSignals } from '../../src/application/ports/video-signals.js';

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

/** `open` gives another instance on the same messages each time. */
export const videoSignalsContract = (name: string, open: () => Promise<VideoSignals>) =>
  describe(`VideoSignals on ${name}`, () => {
    let one: VideoSignals;
    let other: VideoSignals;
    let ticket: string;
    let leaving: AbortController;
    const send = async (...sent: readonly number[]) => {
      for (const n of sent) await one.send(ticket, 'customer', { n });
    };
    /** Takes messages of the customer until there are `count`, or none is left to come. */
    const take = async (count: number, from = other, over = new AbortController()) => {
      const taken: JsonObject[] = [];
      for await (const message of await from.receive(ticket, 'customer', over.signal)) {
        taken.push(message);
        if (taken.length === count) over.abort();
      }
      return taken.map(({ n }) => n);
    };
    const received = async (from: VideoSignals, side: RoomSide = 'customer') =>
      (await from.receive(ticket, side, leaving.signal))[Symbol.asyncIterator]();
    beforeEach(async () => {
      [one, other] = [await open(), await open()];
      ticket = randomUUID();
      leaving = new AbortController();
    });
    afterEach(() => leaving.abort());

    it('F26 brings what was sent before the side listened and what is sent then, in order', async () => {
      await send(0, 1, 2);
      const received = take(6);
      await send(3, 4, 5);
      expect(await received).toEqual([0, 1, 2, 3, 4, 5]);
    });

    it('F26 wakes a side that waits, on the same instance and on another', async () => {
      for (const instance of [one, other]) {
        const messages = await received(instance);
        const first = messages.next();
        await send(1);
        expect(await first).toEqual({ done: false, value: { n: 1 } });
        const second = messages.next();
        await send(2);
        expect(await second).toEqual({ done: false, value: { n: 2 } });
        await messages.return?.();
      }
    });

    it('carries offers and answers in both directions and keeps tickets apart', async () => {
      const elsewhere = randomUUID();
      await one.send(elsewhere, 'customer', { for: 'nobody here' });
      await one.send(ticket, 'customer', { type: 'offer', sdp: 'v=0\r\n', list: [1, null, { 名: '张' }] });
      await other.send(ticket, 'agent', { type: 'answer' });
      const [customer, agent] = [await received(other), await received(one, 'agent')];
      expect((await customer.next()).value).toEqual({ type: 'offer', sdp: 'v=0\r\n', list: [1, null, { 名: '张' }] });
      expect((await agent.next()).value).toEqual({ type: 'answer' });
    });

    it('carries 64 KB', async () => {
      const sdp = '话'.repeat(64 * 1024 - 10);
      await one.send(ticket, 'agent', { sdp });
      for await (const message of await other.receive(ticket, 'agent', leaving.signal)) {
        expect(message.sdp === sdp).toBe(true);
        break;
      }
    });

    it('F26 brings what is sent from then on to the newest receiver of a side, in order, and nothing to older ones', async () => {
      for (const instance of [one, other, one]) {
        const older = await received(instance);
        await send(0);
        expect((await older.next()).value).toEqual({ n: 0 });
        const more = older.next();
        const newest = await received(other);
        await send(...numbers(10));
        for (const n of numbers(10)) expect((await newest.next()).value).toEqual({ n });
        await newest.return?.();
        await send(10);
        const last = await received(one);
        expect((await last.next()).value).toEqual({ n: 10 });
        await last.return?.();
        expect(await Promise.race([more, 'nothing'])).toBe('nothing');
        leaving.abort();
        expect(await more).toEqual({ done: true, value: undefined });
        leaving = new AbortController();
      }
    });

    it('F26 brings the newest receiver what an older one has in hand that nobody reads', async () => {
      const older = await received(one);
      await send(0, 1);
      expect((await older.next()).value).toEqual({ n: 0 });
      const newest = await received(other);
      const messages = [await newest.next(), await newest.next()];
      expect(messages.map(({ value }) => value)).toEqual([{ n: 0 }, { n: 1 }]);
      const late = older.next();
      leaving.abort();
      expect(await late).toEqual({ done: true, value: undefined });
    });

    it('ends a waiting receiver without an error when it is aborted, and keeps what comes after', async () => {
      const over = new AbortController();
      const received = take(2, other, over);
      await send(0);
      over.abort();
      const before = await received;
      await send(1);
      expect([...before, ...(await take(2 - before.length))]).toEqual([0, 1]);
    });

    it('takes nothing for a receiver that is aborted from the start', async () => {
      await send(0);
      expect(await take(1, other, aborted())).toEqual([]);
      expect(await take(1)).toEqual([0]);
    });

    it('loses and repeats nothing while receivers come and go', async () => {
      const sending = send(...numbers(60));
      const received: unknown[] = [];
      for (let turn = 0; received.length < 60 && turn < 500; turn++) {
        const over = new AbortController();
        const taking = take(Math.min(1 + (turn % 7), 60 - received.length), turn % 2 ? one : other, over);
        if (turn % 3 === 0) setImmediate(() => over.abort());
        received.push(...(await taking));
      }
      await sending;
      expect(received).toEqual(numbers(60));
    });
  });

const aborted = () => {
  const controller = new AbortController();
  controller.abort();
  return controller;
};
