import { beforeEach, describe, expect, it } from '@jest/globals';
import { ReadLogEntries, ReadLogEntriesHandler } from '../../src/application/audit/log-entries.js';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { Staff } from '../../src/application/ports/staff-tokens.js';
import { StaffActs } from '../../src/application/shared/staff-acts.js';
import { entryOf } from '../../src/application/transparency-log/entry.js';
import { newEvents } from '../contract/event-store.events.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { MemoryTransparencyLog } from '../support/memory/transparency-log.js';

const auditor = (companies: readonly string[], id = 'anna') =>
  new Staff({
    id,
    name: id,
    licenceNumber: null,
    roles: ['auditor'],
    companies,
    branches: ['*'],
    expiresAt: '2026-11-22T20:00:00.000Z',
  });

/** The entries of a bundle, by the lengths before them. */
const entriesIn = (bundle: Buffer): readonly string[] => {
  const entries: string[] = [];
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 + bundle.readUInt16BE(at);
    entries.push(bundle.subarray(at + 2, end).toString());
    at = end;
  }
  return entries;
};

describe('entries of the log, for auditors', () => {
  let store: MemoryEventStore;
  let handler: ReadLogEntriesHandler;
  beforeEach(async () => {
    store = new MemoryEventStore();
    await store.append('a-1', 'no-stream', newEvents(300));
    const acts = new StaffActs(new CommandRunner(store, new EventCodec(new MemoryDataKeys())));
    handler = new ReadLogEntriesHandler(new MemoryTransparencyLog(store), acts);
  });
  const read = (index: number, width: number, { staff = auditor(['*']), at = '2026-11-22T08:00:00.000Z' } = {}) =>
    handler.execute(new ReadLogEntries({ index, width }, staff, { ...commandContext(), at }));
  const facts = () => store.events.slice(300).map(({ type, stream, data }) => [stream, type, data]);
  const scope = { companies: ['*'], branches: [] };

  it('are a bundle of what each hash of a tile is over', async () => {
    expect(entriesIn(await read(0, 256))).toEqual(store.events.slice(0, 256).map(entryOf));
    expect(entriesIn(await read(1, 44))).toEqual(store.events.slice(256, 300).map(entryOf));
  });

  it('P4 are a fact of the auditor, once a day, from the first bundle on', async () => {
    for (const index of [1, 0, 1]) await read(index, 3);
    await read(0, 3, { staff: auditor(['*'], 'bert') });
    await read(0, 3, { at: '2026-11-23T08:00:00.000Z' });
    expect(facts()).toEqual([
      ['AuditTrail-anna', 'LogEntriesRead', { from: 1, scope }],
      ['AuditTrail-bert', 'LogEntriesRead', { from: 0, scope }],
      ['AuditTrail-anna', 'LogEntriesRead', { from: 0, scope }],
    ]);
  });

  it('are not shown, and nothing is noted, where the auditor has some companies only or the tree is not so large', async () => {
    for (const companies of [[], ['0038'], ['0038', '0039', 'identity']])
      await expect(read(0, 256, { staff: auditor(companies) })).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(read(1, 45)).rejects.toMatchObject({ code: 'route.not-found' });
    await expect(read(2, 1)).rejects.toMatchObject({ code: 'route.not-found' });
    expect(facts()).toEqual([]);
  });
});
