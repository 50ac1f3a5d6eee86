import type { Clock } from '../../src/application/ports/clock.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';
import { shortLivedContract } from './short-lived.contract.js';

/** Instances of one clock share what they keep, as instances on one server do. */
const opened = new WeakMap<Clock, MemoryShortLived>();

shortLivedContract('memory (of unit tests)', async (clock) => {
  const store = opened.get(clock) ?? new MemoryShortLived(clock);
  opened.set(clock, store);
  return store;
});
