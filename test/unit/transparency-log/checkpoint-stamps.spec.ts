import { beforeEach, describe, expect, it } from '@jest/globals';
import { NoTimeStamps } from '../../../src/adapters/pki/time-stamps.js';
import { CheckpointStamps } from '../../../src/adapters/transparency-log/checkpoint-stamps.js';
import type { KeptCheckpoint } from '../../../src/adapters/transparency-log/tree-tables.js';
import type { TimeStamp } from '../../../src/application/ports/time-stamps.js';
import { type Instant, minute, plus } from '../../../src/domain/shared/instant.js';
import { MemoryTimeStamps } from '../../support/memory/time-stamps.js';

const origin = 'realname.example/log/1/0';
const ownNote = (size: number) => `${origin}\n${size}\nAAAA\n\n— ${origin} AAAAAAAA\n`;
const checkpoint = (size: number): KeptCheckpoint => ({
  epoch: 0,
  origin,
  size,
  root: Buffer.alloc(32),
  position: String(size),
  eventId: undefined,
  note: `${ownNote(size)}— witness.example AAAAAAAA\n`,
});

let now: Instant;
let said: string[];
let kept: (TimeStamp & { readonly size: number })[];
let authority: MemoryTimeStamps;
let stamps: CheckpointStamps;
const clock = { now: () => now };
const tables = {
  lastStamp: async () => kept.at(-1),
  stamp: async ({ size }: { size: number }, stamp: TimeStamp) => void kept.push({ size, ...stamp }),
};
const over = (timeStamps: MemoryTimeStamps | NoTimeStamps) =>
  new CheckpointStamps(timeStamps, tables, clock, (level, message) => void said.push(`${level} ${message}`));
const sizes = () => kept.map(({ size }) => size);
const pass = async (minutes: number, size: number) => {
  now = plus(now, minutes * minute);
  stamps.offer(checkpoint(size));
  await stamps.round();
};
beforeEach(() => {
  [now, said, kept] = ['2026-11-30T08:00:00.000Z', [], []];
  authority = new MemoryTimeStamps(clock);
  stamps = over(authority);
});

describe('time-stamps over checkpoints', () => {
  it('one an hour, while there is something new', async () => {
    await stamps.round();
    await pass(0, 3);
    await pass(30, 5);
    await pass(29, 7);
    expect(sizes()).toEqual([3]);
    await pass(1, 8);
    expect(sizes()).toEqual([3, 8]);
    await pass(120, 8);
    expect(sizes()).toEqual([3, 8]);
    await pass(1, 9);
    expect(sizes()).toEqual([3, 8, 9]);
    expect(said).toEqual([]);
  });

  it('over the note as the log signed it: cosignatures come later', async () => {
    await pass(0, 3);
    expect(authority.stamped).toEqual([ownNote(3)]);
  });

  it('go on where another instance was, and stamp no empty log', async () => {
    await pass(0, 0);
    expect(sizes()).toEqual([]);
    kept.push({ size: 4, response: Buffer.alloc(1), at: now });
    await pass(59, 6);
    expect(sizes()).toEqual([4]);
    await pass(1, 6);
    expect(sizes()).toEqual([4, 6]);
  });

  it('an authority that is away is asked again, told once, and owes for how long it was due', async () => {
    await pass(0, 3);
    authority.isAway = true;
    await pass(60, 5);
    await pass(10, 6);
    expect([sizes(), stamps.owed]).toEqual([[3], 10 * minute]);
    expect(said).toEqual(['warn the transparency log was not time-stamped']);
    authority.isAway = false;
    await pass(1, 9);
    expect([sizes(), stamps.owed]).toEqual([[3, 9], 0]);
  });

  it('another instance’s stamp settles what was owed', async () => {
    authority.isAway = true;
    await pass(0, 3);
    kept.push({ size: 3, response: Buffer.alloc(1), at: now });
    await pass(1, 3);
    expect(stamps.owed).toBe(0);
  });

  it('nobody who stamps is asked nothing and owes nothing', async () => {
    stamps = over(new NoTimeStamps());
    await pass(0, 3);
    await pass(120, 9);
    expect([sizes(), stamps.owed, said]).toEqual([[], 0, []]);
  });
});
