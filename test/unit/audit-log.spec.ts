import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EventScopes } from '../../src/application/audit/event-scopes.js';
import { AuditLog } from '../../src/application/audit/log.js';
import { aggregates } from '../../src/application/core/aggregates.js';
import type { Claims } from '../../src/application/core/claims.js';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { Staff } from '../../src/application/ports/staff-tokens.js';
import type { Companies } from '../../src/application/shared/companies.js';
import { CustomerScopes } from '../../src/application/shared/customer-scopes.js';
import type { Fact } from '../../src/domain/shared/decider.js';
import type { Scope } from '../../src/domain/shared/scope.js';
import { commandContext } from '../support/command-context.js';
import { eventually } from '../support/eventually.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { customer } from './histories.js';

const auditor = (companies: readonly string[], branches = ['*']) =>
  new Staff({
    id: 'a',
    name: 'a',
    licenceNumber: null,
    roles: ['auditor'],
    companies,
    branches,
    expiresAt: '2026-11-22T20:00:00.000Z',
  });
const at = '2026-11-22T08:00:00.000Z';
const revoked = { type: 'CertificateRevoked', data: { serial: '1', reason: 'lost', revokedAt: at } } as const;
const issued = (companyCode: string, customerId = '9') => ({
  type: 'CertificateIssued',
  data: { companyCode, customerId, serial: '1' },
});
const acted = (scope?: Scope) => ({
  type: 'AccountChangesRead',
  data: { companyCode: '0038', count: 1, ...(scope && { scope }) },
});
const activated = { type: 'IdentityUserCancelled', data: { at } };
const claimed = { type: 'ClaimTaken', data: { scope: 'customer', owner: 'CustomerAccount-1', replaces: null, at } };

const logOf = async (...written: readonly (readonly [stream: string, ...facts: Fact[]])[]) => {
  const store = new MemoryEventStore();
  const codec = new EventCodec(new MemoryDataKeys());
  const append = async (stream: string, ...facts: Fact[]) => {
    const present = BigInt(store.events.filter((event) => event.stream === stream).length);
    const subject = `futures/0038/${stream.slice(stream.indexOf('-') + 1)}`;
    const events = await codec.encode(facts, stream, commandContext(), subject);
    await store.append(stream, present === 0n ? 'no-stream' : present - 1n, events);
  };
  for (const [stream, ...facts] of written) await append(stream, ...facts);
  const runner = new CommandRunner(store, codec);
  const customers = new CustomerScopes(runner, {} as Claims, {} as Companies);
  return { store, append, log: new AuditLog(store, new EventScopes(store, customers)) };
};
const readAll = async (events: AsyncIterable<object>): Promise<readonly string[]> => {
  const seen: string[] = [];
  for await (const event of events) seen.push((event as { stream: string }).stream);
  return seen;
};
const never = new AbortController().signal;

describe('the whole log', () => {
  const read = async ({ log }: Awaited<ReturnType<typeof logOf>>, staff: Staff, after?: string) =>
    readAll(log.open({ follow: false, ...(after && { after }) }, staff, never));

  it('shows of other companies nothing, whichever event of theirs it is', async () => {
    const written = await logOf(
      ['DigitalCertificate-1', issued('0038')],
      ['DigitalCertificate-2', issued('0039')],
      ['DigitalCertificate-1', revoked],
      ['DigitalCertificate-2', revoked],
    );
    const [mine, others] = ['DigitalCertificate-1', 'DigitalCertificate-2'];
    expect(await read(written, auditor(['0038', '0039']))).toEqual([mine, others, mine, others]);
    expect(await read(written, auditor(['0038']))).toEqual([mine, mine]);
    expect(await read(written, auditor(['identity']))).toEqual([]);
    const afterTheirFirst = written.store.events[1]!.position;
    expect(await read(written, auditor(['0039']), afterTheirFirst)).toEqual([others]);
  });

  it('shows what belongs to no company to who has everything, users to who has the identity app', async () => {
    const written = await logOf(['Claim-1', claimed], ['IdentityUser-1', activated]);
    expect(await read(written, auditor(['0038', '0039', 'identity']))).toEqual(['IdentityUser-1']);
    expect(await read(written, auditor(['0038', '0039']))).toEqual([]);
    expect(await read(written, auditor(['*']))).toEqual(['Claim-1', 'IdentityUser-1']);
  });

  it('shows a customer’s streams to the auditors of the branch, and where there is none to those of all', async () => {
    const account = (branchCode: string | null) => ({
      type: 'CustomerImported',
      data: { ...customer, branchCode, asOf: at },
    });
    const written = await logOf(
      ['CustomerAccount-1', account('001')],
      ['DigitalCertificate-1', issued('0038', '1')],
      ['CustomerAccount-2', account(null)],
    );
    const [first, certificate, second] = ['CustomerAccount-1', 'DigitalCertificate-1', 'CustomerAccount-2'];
    expect(await read(written, auditor(['0038'], ['001']))).toEqual([first, certificate]);
    expect(await read(written, auditor(['0038'], ['0038/001']))).toEqual([first, certificate]);
    expect(await read(written, auditor(['0038'], ['0039/001', '002']))).toEqual([]);
    expect(await read(written, auditor(['0038'], []))).toEqual([]);
    expect(await read(written, auditor(['0038']))).toEqual([first, certificate, second]);
  });

  it('shows each act of staff to the auditors of its scope', async () => {
    const written = await logOf(
      ['AuditTrail-s', acted({ companies: ['0038'], branches: ['001'] })],
      ['AuditTrail-s', acted({ companies: ['0038', 'identity'], branches: [] })],
      ['AuditTrail-s', acted()],
    );
    const count = async (staff: Staff) => (await read(written, staff)).length;
    expect(await count(auditor(['0038'], ['001']))).toBe(1);
    expect(await count(auditor(['0038', 'identity'], []))).toBe(1);
    expect(await count(auditor(['0038', 'identity']))).toBe(2);
    expect(await count(auditor(['0039']))).toBe(0);
    expect(await count(auditor(['*']))).toBe(3);
  });

  it('opens for nobody without a scope', async () => {
    const written = await logOf(['Claim-1', claimed]);
    await expect(read(written, auditor([]))).rejects.toMatchObject({ code: 'access.forbidden' });
  });

  it('follows until it is told to stop', async () => {
    const { log, append } = await logOf(['Claim-1', claimed]);
    const stop = new AbortController();
    const seen: object[] = [];
    const reading = (async () => {
      for await (const event of log.open({ follow: true }, auditor(['*']), stop.signal)) seen.push(event);
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
