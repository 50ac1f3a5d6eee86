import { beforeEach, describe, expect, it } from '@jest/globals';
import { NoTimeStamps } from '../../src/adapters/pki/time-stamps.js';
import { SignatureStamps } from '../../src/application/futures/signing/signature-stamps.js';
import type { SignatureFormat } from '../../src/application/ports/certificate-authority.js';
import { StampSignatures } from '../../src/application/processes/stamp-signatures.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import { minute, plus, second } from '../../src/domain/shared/instant.js';
import { signatureTimeStamp } from '../../src/domain/signature-time-stamp/decider.js';
import { given } from '../support/decider-spec.js';
import { MemoryTimeStamps } from '../support/memory/time-stamps.js';
import { MemoryTimers } from '../support/memory/timers.js';
import { customerId, later, readyToSubmit, requestId, signature } from './histories.js';
import { World } from './single-use/world.js';

const stamped = {
  customerId,
  companyCode: '0038',
  changeRequestId: requestId,
  documentId: 'changeApplication',
  signingSessionId: 'signing session of changeApplication',
  timeStamp: 'MQ==',
  stampedAt: later(6),
};
const fact = { type: 'SignatureTimeStamped', data: stamped } as const;

describe('the time-stamp over a signature (F29)', () => {
  it('F29 the first one stays: it proves most', () => {
    const keep = { type: 'KeepTimeStamp', stamped } as const;
    given(signatureTimeStamp).when(keep).then(fact);
    given(signatureTimeStamp, fact)
      .when({ ...keep, stamped: { ...stamped, stampedAt: later(7) } })
      .thenNothing();
  });
});

describe('signatures are time-stamped (F29)', () => {
  const format = { signatureValue: (bytes: Uint8Array) => Buffer.from(`value of ${Buffer.from(bytes)}`) };
  let world: World;
  let timers: MemoryTimers;
  let authority: MemoryTimeStamps;
  let process: StampSignatures;
  const over = (timeStamps: MemoryTimeStamps | NoTimeStamps) =>
    new StampSignatures(world.runner, timeStamps, format as unknown as SignatureFormat, timers, world.clock);
  const deliver = async () => {
    for (const event of world.events) if (process.types.includes(event.type)) await process.handle(event);
  };
  const facts = () => world.events.filter(({ type }) => type === 'SignatureTimeStamped').map(({ data }) => data);
  beforeEach(async () => {
    world = new World();
    timers = new MemoryTimers();
    authority = new MemoryTimeStamps(world.clock);
    process = over(authority);
    await world.given(profileChangeRequest, requestId, `futures/0038/${customerId}`, readyToSubmit);
  });

  it('F29 each of them, over its value in the CMS, as a fact beside the request', async () => {
    await deliver();
    await timers.fireDue(process, world.clock.now());
    expect(authority.stamped).toEqual(['value of 2', 'value of 2']);
    expect(facts()).toMatchObject([
      { ...stamped, timeStamp: Buffer.from('stamp 1').toString('base64'), stampedAt: world.clock.now() },
      { documentId: 'certificateLetter', changeRequestId: requestId },
    ]);
    expect(await new SignatureStamps(world.runner).of(signature('changeApplication'))).toEqual(Buffer.from('stamp 1'));
    const { revision } = await world.runner.load(profileChangeRequest, requestId);
    expect(revision).toBe(BigInt(readyToSubmit.length - 1));
  });

  it('F29 once, however often the event or its timer comes', async () => {
    for (let time = 0; time < 3; time++) {
      await deliver();
      await timers.fireDue(process, plus(world.clock.now(), minute));
    }
    expect(authority.stamped).toHaveLength(2);
    expect(facts()).toHaveLength(2);
  });

  it('F29 as soon as the authority answers: asked again at longer and longer intervals, a quarter of an hour at most', async () => {
    authority.isAway = true;
    await deliver();
    const pauses: number[] = [];
    for (let time = 0; time < 9; time++) {
      await timers.fireDue(process, world.clock.now());
      const next = timers.next()!;
      pauses.push((Date.parse(next) - Date.parse(world.clock.now())) / second);
      world.clock.set(next);
    }
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 900, 900]);
    expect(facts()).toEqual([]);
    authority.isAway = false;
    await timers.fireDue(process, world.clock.now());
    expect(facts()).toHaveLength(2);
    expect(timers.next()).toBeUndefined();
  });

  it('F29 not where nobody stamps, nor any more where nobody does by then', async () => {
    process = over(new NoTimeStamps());
    await deliver();
    expect(timers.next()).toBeUndefined();
    expect(await new SignatureStamps(world.runner).of(signature('changeApplication'))).toBeUndefined();
    process = over(authority);
    await deliver();
    process = over(new NoTimeStamps());
    await timers.fireDue(process, plus(world.clock.now(), minute));
    expect([facts(), timers.next()]).toEqual([[], undefined]);
  });
});
