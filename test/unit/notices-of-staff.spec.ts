import { beforeEach, describe, expect, it } from '@jest/globals';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { customerSubject } from '../../src/application/futures/account/customers.js';
import { userSubject } from '../../src/application/identity/users.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import type { Notices } from '../../src/application/processes/notices.js';
import { SendIdentityNotices } from '../../src/application/processes/send-identity-notices.js';
import { SendNotices } from '../../src/application/processes/send-notices.js';
import type { Fact } from '../../src/domain/shared/decider.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { customer, customerId, t0 } from './histories.js';

const [first, second, third] = ['+8613800138001', '+8613800138002', '+8613800138003'];
const userId = '0b6f5a0e-0000-4000-8000-0000000000aa';

describe('P4 what staff change is told', () => {
  let store: MemoryEventStore;
  let told: string[];
  let codec: EventCodec;
  let processes: readonly (SendNotices | SendIdentityNotices)[];

  beforeEach(() => {
    store = new MemoryEventStore();
    codec = new EventCodec(new MemoryDataKeys());
    told = [];
    const notices = {
      send: async (_process: string, _event: StoredEvent, notice: string, numbers: readonly string[]) => {
        for (const number of new Set(numbers)) told.push(`${notice} ${number}`);
      },
    } as unknown as Notices;
    const runner = new CommandRunner(store, codec);
    processes = [new SendNotices(runner, notices), new SendIdentityNotices(runner, notices)];
  });

  /** Appends facts to a stream, and lets the processes have the last of them. */
  const toldAfter = async (stream: string, subject: string, ...facts: readonly Fact[]) => {
    await store.append(stream, 'no-stream', await codec.encode(facts, stream, commandContext({ at: t0 }), subject));
    const event = store.events.at(-1)!;
    for (const process of processes) if (process.types.includes(event.type)) await process.handle(event);
    return told.toSorted();
  };
  const account = { ...customer, contactMobile: first, contactPhone: '0755-1234533', asOf: t0 };
  const ofCustomer = (...facts: readonly Fact[]) =>
    toldAfter(
      `CustomerAccount-${customerId}`,
      customerSubject('0038', customerId),
      { type: 'CustomerImported', data: account },
      ...facts,
    );
  const user = { name: '张三', idNumber: '410101199508130033', mobile: first, realNameLevel: 3, at: t0 };
  const ofUser = (...facts: readonly Fact[]) =>
    toldAfter(`IdentityUser-${userId}`, userSubject(userId), { type: 'IdentityUserImported', data: user }, ...facts);

  it('a login mobile that an import changed, to the old and the new number', async () => {
    const data = { phone: 'contactMobile', number: second, cause: { import: true }, changedAt: t0 };
    expect(await ofCustomer({ type: 'PhoneChanged', data })).toEqual([
      `phoneChanged ${first}`,
      `phoneChanged ${second}`,
    ]);
  });

  it('a revoked certificate, unless another replaces it', async () => {
    await ofCustomer();
    const certificate = {
      serial: '1',
      customerId,
      companyCode: '0038',
      verificationId: 'v',
      issuedAt: t0,
      notAfter: t0,
    };
    const revoked = (id: string, reason: string) =>
      toldAfter(
        `DigitalCertificate-${id}`,
        customerSubject('0038', customerId),
        { type: 'CertificateIssued', data: certificate },
        { type: 'CertificateRevoked', data: { serial: '1', reason, revokedAt: t0 } },
      );
    expect(await revoked('1', 'superseded')).toEqual([]);
    expect(await revoked('2', 'lost')).toEqual([`certificateRevoked ${first}`]);
  });

  it('a mobile that an import into the identity app replaced; the first import is no change', async () => {
    const again = { type: 'IdentityUserImported', data: { ...user, mobile: third } };
    expect(await ofUser(again)).toEqual([`mobileChanged ${first}`, `mobileChanged ${third}`]);
  });

  it('not the first import into the identity app', async () => {
    expect(await ofUser()).toEqual([]);
  });

  it.each([
    ['the same', first, []],
    ['another', third, [`mobileChanged ${first}`, `mobileChanged ${third}`]],
  ])('an activation with %s mobile', async (_, mobile, expected) => {
    const activated = { username: 'zhangsan', mobile, credentialId: 'c', at: t0 };
    expect(await ofUser({ type: 'IdentityUserActivated', data: activated })).toEqual(expected);
  });

  it('a level that was raised', async () => {
    const raised = { from: 3, to: 4, method: 'operator', reason: '窗口核验', at: t0 };
    expect(await ofUser({ type: 'RealNameUpgraded', data: raised })).toEqual([`realNameLevelRaised ${first}`]);
  });
});
