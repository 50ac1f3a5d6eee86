import { expect, it } from '@jest/globals';
import { Metrics } from '../../src/adapters/observability/metrics.js';
import { TreeWatch } from '../../src/adapters/observability/tree-watch.js';
import type { SignedCheckpoint } from '../../src/application/ports/transparency-log.js';
import { newEvents } from '../contract/event-store.events.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { MemoryTransparencyLog } from '../support/memory/transparency-log.js';

it('tells the size of the tree, and for how long it does not cover what was in the log', async () => {
  let now = 0;
  let kept: SignedCheckpoint | undefined;
  const store = new MemoryEventStore();
  const tree = new MemoryTransparencyLog(store);
  const metrics = new Metrics();
  const behind = Object.assign(Object.create(tree), { latest: async () => kept });
  const owed = () => ({ silence: [{ witness: 'auditors', ms: 7_000 }], stampOwed: 9_000 });
  new TreeWatch(store, behind, owed, () => now).addTo(metrics);
  const told = async () => {
    const text = await metrics.text();
    return ['size', 'delay_seconds'].map((name) =>
      Number(new RegExp(`^realname_tlog_${name} (.+)$`, 'm').exec(text)![1]),
    );
  };
  expect(await told()).toEqual([0, 0]);
  await store.append('a-1', 'no-stream', newEvents(3));
  expect(await told()).toEqual([0, 0]);
  now = 5_000;
  expect(await told()).toEqual([0, 5]);
  kept = await tree.latest();
  await store.append('a-2', 'no-stream', newEvents(1));
  now = 6_000;
  expect(await told()).toEqual([3, 0]);
  now = 8_000;
  expect(await told()).toEqual([3, 2]);
  kept = await tree.latest();
  expect(await told()).toEqual([4, 0]);
  expect(await metrics.text()).toContain('realname_witness_silence_seconds{witness="auditors"} 7');
  expect(await metrics.text()).toContain('realname_time_stamp_owed_seconds 9');
});
