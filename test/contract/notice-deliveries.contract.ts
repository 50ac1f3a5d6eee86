import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { NoticeDeliveries, NoticeDelivery } from '../../src/application/ports/notice-deliveries.js';
import { day, plus } from '../../src/domain/shared/instant.js';

const now = '2026-11-22T08:00:00.000Z';

/** `open` gives another instance on the same deliveries each time. */
export const noticeDeliveriesContract = (name: string, open: () => NoticeDeliveries) =>
  describe(`NoticeDeliveries on ${name}`, () => {
    let deliveries: NoticeDeliveries;
    let delivery: NoticeDelivery;
    beforeEach(() => {
      deliveries = open();
      delivery = { eventId: randomUUID(), receiver: randomUUID(), at: now };
    });

    it.each([
      'accepted',
      'unknown',
      'exhausted',
      'expired',
    ] as const)('P4 lets none leave after %s', async (outcome) => {
      expect(await deliveries.begin(delivery)).toBe(0);
      await deliveries.end(delivery, outcome);
      expect(await open().begin(delivery)).toBeUndefined();
    });

    it('P4 lets none leave after one of which nobody knows what came', async () => {
      expect(await deliveries.begin(delivery)).toBe(0);
      expect(await open().begin(delivery)).toBeUndefined();
    });

    it('P4 lets one leave again after a refusal, which it counts, and after the gateway was away', async () => {
      for (const refusals of [0, 1, 2]) {
        expect(await deliveries.begin(delivery)).toBe(refusals);
        await deliveries.end(delivery, 'refused');
      }
      for (const outcome of ['unavailable', 'unavailable', 'accepted'] as const) {
        expect(await open().begin(delivery)).toBe(3);
        await deliveries.end(delivery, outcome);
      }
      expect(await deliveries.begin(delivery)).toBeUndefined();
    });

    it('P4 a message that left stays so', async () => {
      await deliveries.begin(delivery);
      await deliveries.end(delivery, 'accepted');
      await deliveries.end(delivery, 'unavailable');
      expect(await deliveries.begin(delivery)).toBeUndefined();
    });

    it('P4 lets one of many callers at the same time send', async () => {
      await deliveries.end(delivery, 'refused');
      const begun = await Promise.all(Array.from({ length: 8 }, () => open().begin(delivery)));
      expect(begun.filter((refusals) => refusals !== undefined)).toEqual([1]);
    });

    it('keeps events and numbers apart', async () => {
      await deliveries.begin(delivery);
      expect(await deliveries.begin({ ...delivery, receiver: 'other' })).toBe(0);
      expect(await deliveries.begin({ ...delivery, eventId: randomUUID() })).toBe(0);
    });

    it('forgets what is older, and nothing else', async () => {
      const old = { ...delivery, receiver: 'old', at: plus(now, -day - 1) };
      for (const each of [delivery, old]) {
        await deliveries.begin(each);
        await deliveries.end(each, 'accepted');
      }
      await deliveries.forget(plus(now, -day));
      expect(await deliveries.begin(delivery)).toBeUndefined();
      expect(await deliveries.begin(old)).toBe(0);
    });
  });
