import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { AuditLog } from '../../src/application/audit/log.js';
import { aggregates } from '../../src/application/core/aggregates.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { Staff } from '../../src/application/ports/staff-tokens.js';
import { Companies } from '../../src/application/shared/companies.js';
import type { Fact } from '../../src/domain/shared/decider.js';
import { commandContext } from '../support/command-context.js';
import { eventually } from '../support/eventually.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';

const auditor = (...companies: string[]) =>
  new Staff({ id: 'a', name: 'a', licenceNumber: null, roles: ['auditor'], companies, branches: ['*'] });
const at = '2026-11-22T08:00:00.000Z';
const revoked = { type: 'CertificateRevoked', data: { serial: '1', reason: 'lost', revokedAt: at } } as const;
const issued = (companyCode: string) => ({ type: 'CertificateIssued', data: { companyCode, serial: '1' } });
const claimed = { type: 'ClaimTaken', data: { scope: 'customer', owner: 'CustomerAccount-1', replaces: null, at } };

const logOf = async (...written: readonly (readonly [stream: string, ...facts: Fact[]])[]) => {
  const store = new MemoryEventStore();
  const codec = new EventCodec(new MemoryDataKeys());
  const append = async (stream: string, ...facts: Fact[]) => {
    const present = BigInt(store.events.filter((event) => event.stream === stream).length);
    const events = await codec.encode(facts, stream, commandContext(), null);
    await store.append(stream, present === 0n ? 'no-stream' : present - 1n, events);
  };
  for (const [stream, ...facts] of written) await append(stream, ...facts);
  return { store, append, log: new AuditLog(store, new Companies(loadCompanies('companies'))) };
};
const readAll = async (events: AsyncIterable<object>): Promise<readonly string[]> => {
  const seen: string[] = [];
  for await (const event of events) seen.push((event as { stream: string }).stream);
  return seen;
};
const never = new AbortController().signal;

describe('the whole log', () => {
  it('shows of other companies’ streams nothing, whichever event of theirs it is', async () => {
    const { log, store } = await logOf(
      ['DigitalCertificate-1', issued('0038')],
      ['DigitalCertificate-2', issued('0039')],
      ['Claim-1', claimed],
      ['DigitalCertificate-1', revoked],
      ['DigitalCertificate-2', revoked],
    );
    const all = ['DigitalCertificate-1', 'DigitalCertificate-2', 'Claim-1'];
    const everything = [...all, ...all.slice(0, 2)];
    const read = (staff: Staff, after?: string) =>
      readAll(log.open({ follow: false, ...(after && { after }) }, staff, never));
    expect(await read(auditor('0038', '0039'))).toEqual(everything);
    expect(await read(auditor('0038'))).toEqual(['DigitalCertificate-1', 'Claim-1', 'DigitalCertificate-1']);
    expect(await read(auditor())).toEqual(['Claim-1']);
    const afterTheirFirst = store.events[2]!.position;
    expect(await read(auditor('0039'), afterTheirFirst)).toEqual(['DigitalCertificate-2']);
  });

  it('follows until it is told to stop', async () => {
    const { log, append } = await logOf(['Claim-1', claimed]);
    const stop = new AbortController();
    const seen: object[] = [];
    const reading = (async () => {
      for await (const event of log.open({ follow: true }, auditor(), stop.signal)) seen.push(event);
    })();
    await append('Claim-2', claimed);
    await eventually(() => expect(seen).toHaveLength(2));
    stop.abort();
    await reading;
  });

  it('every aggregate of the domain can be folded as of then', () => {
    const folders = readdirSync('src/domain').filter((folder) => folder !== 'shared');
    const named = aggregates.map(({ decider }) => decider.category.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase());
    expect(named.sort()).toEqual(folders.sort());
  });
});
