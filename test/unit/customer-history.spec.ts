import { expect, it } from '@jest/globals';
import { CustomerHistories, dutiesApart } from '../../src/application/back-office/customer-history.js';
import type { Actor } from '../../src/application/ports/event-store.js';
import { type Instant, plus } from '../../src/domain/shared/instant.js';
import { MemoryEventStore } from '../support/memory/event-store.js';

const now = '2026-11-22T08:00:00.000Z';
const daysAgo = (days: number): Instant => plus(now, -days * 86_400_000);

/** Events by these staff, oldest first; answers the histories and how many of them were read. */
const historyOf = async (
  ...facts: readonly (readonly [staff: string, at: Instant, type?: string, data?: object])[]
) => {
  const store = new MemoryEventStore();
  const stream = 'CustomerAccount-1';
  for (const [index, [id, at, type = 'AccountTermsChanged', data = {}]] of facts.entries()) {
    const metadata = { at, actor: { kind: 'staff', id } as Actor } as never;
    await store.append(stream, index === 0 ? 'no-stream' : BigInt(index - 1), [
      { id: `${index}`, type, data: data as never, metadata },
    ]);
  }
  let read = 0;
  const counted = Object.assign(Object.create(store), {
    async *read(...given: Parameters<MemoryEventStore['read']>) {
      for await (const event of store.read(...given)) {
        read++;
        yield event;
      }
    },
  });
  return { histories: new CustomerHistories(counted), read: () => read };
};

it('F22, F26 whoever changed a customer within 30 days is kept from them, and not who did before', async () => {
  const { histories } = await historyOf(['ann', daysAgo(40)], ['bob', daysAgo(29)], ['cat', daysAgo(1)]);
  const lately = (staff: string) => histories.changedLatelyBy(staff, '1', now);
  expect([await lately('ann'), await lately('bob'), await lately('cat'), await lately('dan')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const { histories: edge } = await historyOf(['ann', plus(now, -dutiesApart)]);
  expect(await edge.changedLatelyBy('ann', '1', now)).toBe(false);
});

it('F26 reads no further back than that', async () => {
  const long = Array.from({ length: 50 }, (_, index) => ['ann', daysAgo(100 - index)] as const);
  const { histories, read } = await historyOf(...long, ['bob', daysAgo(1)]);
  expect(await histories.changedLatelyBy('cat', '1', now)).toBe(false);
  expect(read()).toBe(2);
});

it('F26 tells since when the login mobile is the one on file', async () => {
  const { histories } = await historyOf(
    ['ann', daysAgo(9), 'CustomerImported'],
    ['ann', daysAgo(5), 'PhoneChanged', { phone: 'contactMobile' }],
    ['ann', daysAgo(2), 'PhoneChanged', { phone: 'contactPhone' }],
  );
  expect(await histories.mobileChangedAt('1')).toBe(daysAgo(5));
  expect(await histories.mobileChangedAt('2')).toBeNull();
});
