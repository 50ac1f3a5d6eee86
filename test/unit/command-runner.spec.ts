import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type CommandContext, partOf, systemContext } from '../../src/application/core/command-context.js';
import { CommandRunner, RevisionMismatch } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { type NewEvent, RevisionConflict } from '../../src/application/ports/event-store.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { ClaimHeld, claim } from '../../src/domain/claim/decider.js';
import { identityUser } from '../../src/domain/identity-user/decider.js';
import { erased } from '../../src/domain/shared/personal.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { later, t0 } from './histories.js';

const [mine, hers] = ['CustomerAccount-1', 'CustomerAccount-2'];
const take = (owner: string, at = t0) => ({ type: 'TakeClaim', owner, scope: 'customer', at }) as const;
const transfer = (owner: string) => ({ ...take(owner), type: 'TransferClaim' }) as const;
const release = (owner: string) => ({ type: 'ReleaseClaim', owner, at: t0 }) as const;

/** A log in which something may happen before or after an append. */
class Log extends MemoryEventStore {
  before: (() => Promise<unknown>)[] = [];
  after: (() => void)[] = [];
  appends = 0;

  override async append(stream: string, expected: bigint | 'no-stream', events: readonly NewEvent[]) {
    await this.before.shift()?.();
    this.appends++;
    const appended = await super.append(stream, expected, events);
    this.after.shift()?.();
    return appended;
  }
}

let log: Log;
let runner: CommandRunner;
beforeEach(() => {
  log = new Log();
  runner = new CommandRunner(log, new EventCodec(new MemoryDataKeys()));
});
const run = (command: Parameters<typeof claim.decide>[0], context: CommandContext = commandContext(), id = '1') =>
  runner.run(claim, id, command, context);
const types = () => log.events.map(({ type }) => type);
const lost = () => {
  throw new Error('the answer was lost');
};

describe('command runner', () => {
  it('loads, decides and appends; the outcome is the state after it', async () => {
    const context = commandContext();
    const outcome = await run(take(mine), context);
    expect(outcome).toEqual({ state: { is: 'held', owner: mine }, revision: 0n, position: log.events[0]!.position });
    expect(context.written.position).toBe(outcome.position);
    expect(log.events).toMatchObject([{ stream: 'Claim-1', revision: 0n, type: 'ClaimTaken' }]);
  });

  it('a journey of several commands waits for the last of what they wrote or found', async () => {
    const [early, journey] = [commandContext(), commandContext()];
    await run(take(mine), early, 'early');
    await run(take(mine), journey, 'own');
    await run(take(mine), commandContext(), 'found');
    await run(take(mine), partOf(journey, 'found'), 'found');
    const [, , found] = log.events;
    expect(journey.written.position).toBe(found!.position);
    await run(take(mine), partOf(journey, 'early'), 'early');
    expect(journey.written.position).toBe(found!.position);
  });

  it('appends nothing when nothing happened', async () => {
    await run(take(mine));
    const context = commandContext();
    expect(await run(take(mine), context)).toEqual({ state: { is: 'held', owner: mine }, revision: 0n });
    expect([log.appends, context.written.position]).toEqual([1, expect.any(String)]);
    expect(await run(release(mine), commandContext(), 'nowhere')).toEqual({ state: { is: 'free' }, revision: -1n });
  });

  it('decides again on fresh state when someone else was faster', async () => {
    log.before.push(() => run(take(hers)));
    await expect(run(take(mine))).rejects.toThrow(ClaimHeld);
    log.before.push(() => run(release(hers)));
    expect(await run(transfer(mine))).toMatchObject({ revision: 2n, state: { owner: mine } });
    expect(log.events.at(-1)!.data).toMatchObject({ replaces: null });
    expect(types()).toEqual(['ClaimTaken', 'ClaimReleased', 'ClaimTaken']);
  });

  it('gives up when someone else is faster every time', async () => {
    let attempts = 0;
    log.append = async (stream) => {
      attempts++;
      throw new RevisionConflict(stream);
    };
    await expect(run(take(mine))).rejects.toThrow(RevisionConflict);
    expect(attempts).toBe(20);
  });

  it('does not repeat an append that failed otherwise', async () => {
    log.before.push(async () => lost());
    await expect(run(take(mine))).rejects.toThrow('the answer was lost');
    expect(log.appends).toBe(0);
  });
});

describe('a command that landed before a crash', () => {
  it('is found again: the same outcome, nothing appended', async () => {
    const context = commandContext();
    log.after.push(lost);
    await expect(run(take(mine), context)).rejects.toThrow('the answer was lost');
    const again = { ...context, written: {} };
    const [landed] = log.events;
    expect(await run(take(mine), again)).toEqual({
      state: { is: 'held', owner: mine },
      revision: 0n,
      position: landed!.position,
    });
    expect(again.written).toEqual({ position: landed!.position });
    expect(log.events).toHaveLength(1);
  });

  it('is found behind what others did since, and says where its own events stand', async () => {
    const context = commandContext();
    const first = await run(take(mine), context);
    await run(transfer(hers));
    const again = await run(take(mine), context);
    expect(again).toMatchObject({ position: first.position, revision: 1n, state: { owner: hers } });
    expect(log.events).toHaveLength(2);
  });

  it('is no other command: steps and other streams have ids of their own', async () => {
    const context = commandContext();
    await run(take(mine), context, '1');
    await run(take(mine), context, '2');
    await run(release(mine), partOf(context, 'release'), '1');
    expect(types()).toEqual(['ClaimTaken', 'ClaimTaken', 'ClaimReleased']);
    expect(new Set(log.events.map(({ id }) => id)).size).toBe(3);
    expect(context.written.position).toBe(log.events[2]!.position);
  });
});

describe('If-Match', () => {
  it('names the revision that a command is meant for', async () => {
    await run(take(hers), commandContext());
    const refused = await run(transfer(mine), commandContext({ ifMatch: [5n, 7n] })).catch((error) => error);
    expect(refused).toBeInstanceOf(RevisionMismatch);
    expect(refused).toMatchObject({ kind: 'precondition', code: 'revision.mismatch' });
    expect(await run(transfer(mine), commandContext({ ifMatch: [0n] }))).toMatchObject({ revision: 1n });
    expect(await run(transfer(hers), commandContext({ ifMatch: [0n, 1n] }))).toMatchObject({ revision: 2n });
  });
  it('fails when someone else is faster', async () => {
    await run(take(mine));
    log.before.push(() => run(transfer(hers)));
    await expect(run(release(mine), commandContext({ ifMatch: [0n] }))).rejects.toThrow(RevisionMismatch);
    expect(types()).toEqual(['ClaimTaken', 'ClaimTaken']);
  });
  it('does not turn a repeat into a failure, and is not handed to further steps', async () => {
    await run(take(hers));
    const context = commandContext({ ifMatch: [0n] });
    await run(transfer(mine), context);
    expect(await run(transfer(mine), context)).toMatchObject({ revision: 1n });
    expect(await run(release(mine), partOf(context, 'release'))).toMatchObject({ revision: 2n });
  });
});

describe('metadata', () => {
  it('P5 every event carries id, time, actor, correlation, causation, session, device, client version and schema version', async () => {
    const context = commandContext();
    await run(take(mine), context);
    const { written: _, ...carried } = context;
    expect(log.events[0]!.metadata).toEqual({ ...carried, schemaVersion: 1 });
    expect(log.events[0]!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
  it('P5 a process’s command names the event that caused it', async () => {
    const cause = { id: commandContext().commandId, correlationId: commandContext().correlationId };
    await run(take(mine), systemContext('a-process', t0, cause));
    const causes = { correlationId: cause.correlationId, causationId: cause.id };
    expect(log.events[0]!.metadata).toMatchObject({
      actor: { kind: 'system', id: 'a-process' },
      ...causes,
      session: null,
      device: null,
    });
    expect(systemContext('a-process', t0, cause).commandId).toBe(systemContext('a-process', later(1), cause).commandId);
  });
  it('P5 time never runs back within a stream', async () => {
    await run(take(mine), commandContext({ at: later(10) }));
    await run(release(mine), commandContext({ at: later(5) }));
    await run(take(mine), commandContext({ at: later(11) }));
    expect(log.events.map(({ metadata }) => metadata.at)).toEqual([later(10), later(10), later(11)]);
  });
});

describe('loading', () => {
  it('for an event reads nothing that is remembered, and never an aggregate from before the event', async () => {
    await run(take(mine));
    const other = new CommandRunner(log, new EventCodec(new MemoryDataKeys()));
    expect(await other.loadWith(claim, '1', 0n)).toMatchObject({ revision: 0n, state: { owner: mine } });
    await run(release(mine));
    const reads = jest.spyOn(log, 'read');
    expect(await runner.loadWith(claim, '1', 0n)).toMatchObject({ revision: 1n, state: { is: 'free' } });
    expect(await runner.load(claim, '1', 1n)).toMatchObject({ revision: 1n, state: { is: 'free' } });
    expect(reads).not.toHaveBeenCalled();
    expect(await other.loadWith(claim, '1', 1n)).toMatchObject({ revision: 1n, state: { is: 'free' } });
    await expect(runner.loadWith(claim, '1', 2n)).rejects.toBeInstanceOf(DependencyUnavailable);
    await expect(runner.load(claim, '1', 2n)).rejects.toBeInstanceOf(DependencyUnavailable);
  });

  it('gives the aggregate as it is, or as it was at a revision', async () => {
    await run(take(hers));
    await run(transfer(mine));
    expect(await runner.load(claim, '1')).toMatchObject({ revision: 1n, state: { owner: mine } });
    expect(await runner.load(claim, '1', 0n)).toMatchObject({ revision: 0n, state: { owner: hers } });
    expect(await runner.load(claim, 'nowhere')).toMatchObject({ revision: -1n, state: { is: 'free' } });
  });
});

describe('command runner with a head start', () => {
  const readsFrom: (bigint | undefined)[] = [];
  class WatchedLog extends Log {
    override read(stream: string, options?: { from?: bigint; limit?: number; backwards?: boolean }) {
      readsFrom.push(options?.from);
      return super.read(stream, options);
    }
  }
  beforeEach(() => {
    readsFrom.length = 0;
    log = new WatchedLog();
    runner = new CommandRunner(log, new EventCodec(new MemoryDataKeys()));
  });

  it('appends upon what it remembers without reading', async () => {
    await run(take(mine));
    readsFrom.length = 0;
    await run(release(mine));
    expect(readsFrom).toEqual([]);
    expect(types()).toEqual(['ClaimTaken', 'ClaimReleased']);
  });

  it('refuses, and does nothing, only upon the log: another instance may have been faster', async () => {
    await run(take(mine));
    const other = new CommandRunner(log, new EventCodec(new MemoryDataKeys()));
    await other.run(claim, '1', release(mine), commandContext());
    expect((await run(take(hers))).state).toEqual({ is: 'held', owner: hers });
    await other.run(claim, '1', transfer(mine), commandContext());
    readsFrom.length = 0;
    await expect(run(take(hers))).rejects.toThrow(ClaimHeld);
    expect(readsFrom).toEqual([3n]);
  });

  it('decides again upon the log when another instance was faster', async () => {
    await run(take(mine));
    const other = new CommandRunner(log, new EventCodec(new MemoryDataKeys()));
    await other.run(claim, '1', transfer(hers), commandContext());
    expect((await run(transfer(mine))).revision).toBe(2n);
    expect(log.events.map(({ data }) => data.owner)).toEqual([mine, hers, mine]);
  });

  it('finds a repeat among what it remembers', async () => {
    const context = commandContext();
    const first = await run(take(mine), context);
    await run(transfer(hers));
    expect((await run(take(mine), { ...context, written: {} })).position).toBe(first.position);
    expect(types()).toEqual(['ClaimTaken', 'ClaimTaken']);
  });
});

describe('what a command reads', () => {
  class CountingLog extends Log {
    reads = 0;
    override async *read(stream: string, options?: { from?: bigint; limit?: number; backwards?: boolean }) {
      for await (const event of super.read(stream, options)) {
        this.reads++;
        yield event;
      }
    }
  }
  let counting: CountingLog;
  let keys: MemoryDataKeys;
  beforeEach(() => {
    counting = new CountingLog();
    log = counting;
    keys = new MemoryDataKeys();
    anew();
  });
  const [length, user] = [10_000, 'user-1'];
  const faceVerified = (n: number) => ({
    stream: `IdentityUser-${user}`,
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    type: 'FaceVerified',
    data: { purpose: 'signIn', providerReference: String(n), scoreBand: 'high', consent: null, at: t0 },
    metadata: { ...commandContext(), commandId: String(n), schemaVersion: 1 },
    revision: BigInt(n),
    position: `@${1_000_000 - n}`,
    raw: { data: '', metadata: '' },
  });
  const importUser = (n: number) => ({
    type: 'ImportUser' as const,
    ...{ name: '王芳', idNumber: '110101199001012345', mobile: null, realNameLevel: 3 as const },
    ...{ at: t0, causationId: String(n) },
  });
  const anew = () => {
    runner = new CommandRunner(log, new EventCodec(keys));
  };
  const activeUser = async () => {
    const activate = { type: 'ActivateUser', username: 'wangfang', mobile: '+8613800138000' } as const;
    const commands = [importUser(0), { ...activate, credentialId: 'credential-1', at: t0, causationId: '1' }] as const;
    for (const command of commands) await runner.run(identityUser, user, command, commandContext(), `identity/${user}`);
  };
  const verifyFace = (n: number, context = commandContext()) =>
    runner.run(
      identityUser,
      user,
      { type: 'RecordFace', matched: true, face: { ...faceVerified(n).data, purpose: 'signIn', scoreBand: 'high' } },
      context,
      `identity/${user}`,
    );

  it('after a conflict, only what is new: sixteen commands at once on a long stream', async () => {
    await runner.run(identityUser, user, importUser(0), commandContext(), `identity/${user}`);
    for (let n = 1; n < length; n++) counting.events.push(faceVerified(n));
    await runner.load(identityUser, user);
    counting.reads = 0;
    await Promise.all(Array.from({ length: 16 }, (_, n) => verifyFace(n)));
    expect(counting.events).toHaveLength(length + 16);
    expect(counting.reads).toBeLessThanOrEqual(16 * 16);
  });
  it('two instances that take turns read each other’s events, not the stream', async () => {
    await runner.run(identityUser, user, importUser(0), commandContext(), `identity/${user}`);
    for (let n = 1; n < length; n++) counting.events.push(faceVerified(n));
    const instances = [runner, new CommandRunner(log, new EventCodec(keys))];
    for (const each of instances) await each.load(identityUser, user);
    counting.reads = 0;
    for (let n = 0; n < 20; n++) {
      runner = instances[n % 2]!;
      await verifyFace(n);
    }
    expect(counting.reads).toBeLessThanOrEqual(20);
  });
  it('one event of a claim, however long its stream is', async () => {
    for (let n = 0; n < 20_000; n++) {
      const data = n % 2 === 0 ? { scope: 'agentCall', owner: hers, replaces: null, at: t0 } : { owner: hers, at: t0 };
      const type = n % 2 === 0 ? 'ClaimTaken' : 'ClaimReleased';
      counting.events.push({ ...faceVerified(n), stream: 'Claim-1', type, data });
    }
    expect(await runner.load(claim, '1')).toMatchObject({ revision: 19_999n, state: { is: 'free' } });
    expect(await runner.load(claim, '1', 19_998n)).toMatchObject({ revision: 19_998n, state: { owner: hers } });
    expect(counting.reads).toBe(2);
    runner = new CommandRunner(log, new EventCodec(new MemoryDataKeys()));
    expect(await run(take(mine), commandContext({ at: later(1) }))).toMatchObject({ revision: 20_000n });
    expect(counting.reads).toBe(3);
  });
  it('an identity user back to the last summary, however often they came', async () => {
    await activeUser();
    for (let n = 1; n <= 450; n++) await verifyFace(n, commandContext({ at: later(n) }));
    const summaries = counting.events.filter(({ type }) => type === 'IdentityUserSummarised');
    expect(summaries).toHaveLength(4);
    const { state, revision } = await runner.load(identityUser, user);
    expect(revision).toBe(BigInt(counting.events.length - 1));
    anew();
    counting.reads = 0;
    expect(await runner.load(identityUser, user)).toMatchObject({ state, revision });
    expect(counting.reads).toBeLessThanOrEqual(101);
    await verifyFace(451, commandContext({ at: later(451) }));
    expect(counting.reads).toBeLessThanOrEqual(101);
    expect((await runner.load(identityUser, user, 3n)).revision).toBe(3n);
  });
  it('an identity user from the beginning where no summary is near, and the next command writes one', async () => {
    await activeUser();
    for (let n = 1; n <= 110; n++) await verifyFace(n);
    for (let n = 0; n < 500; n++) counting.events.push({ ...faceVerified(counting.events.length) });
    anew();
    expect(await runner.load(identityUser, user)).toMatchObject({ revision: 612n, state: { is: 'active' } });
    await verifyFace(1);
    anew();
    counting.reads = 0;
    await runner.load(identityUser, user);
    expect(counting.reads).toBeLessThanOrEqual(101);
  });
  it('the repeat of a command, back to where its first attempt may stand', async () => {
    await activeUser();
    const context = commandContext({ at: later(1) });
    const first = await verifyFace(1, context);
    for (let n = 2; n <= 320; n++) await verifyFace(n, commandContext({ at: later(n) }));
    const { length: written } = counting.events;
    for (const forget of [() => {}, anew]) {
      forget();
      await runner.load(identityUser, user);
      expect((await verifyFace(1, { ...context, written: {} })).position).toBe(first.position);
      expect(counting.events).toHaveLength(written);
    }
  });
  it('P1 P2 of a summary nothing in clear, and nothing once the key is destroyed', async () => {
    await activeUser();
    for (let n = 1; n <= 120; n++) await verifyFace(n, commandContext({ at: later(n) }));
    const summary = counting.events.find(({ type }) => type === 'IdentityUserSummarised');
    expect(JSON.stringify(summary?.data)).not.toMatch(/王芳|110101199001012345|13800138000|wangfang/);
    await keys.destroy(`identity/${user}`);
    anew();
    const { state } = await runner.load(identityUser, user);
    expect(state).toMatchObject({ is: 'active', name: erased, idNumber: erased, mobile: erased, username: erased });
  });
  it('nothing that a log without its end does not have', async () => {
    await run(take(hers));
    await run(release(hers));
    counting.events.pop();
    expect(await run(transfer(mine))).toMatchObject({ revision: 1n, state: { owner: mine } });
    expect(log.events.at(-1)!.data).toMatchObject({ replaces: hers });
  });
});

describe('the repeat of a command on a claim, of which the last event is read', () => {
  const anew = () => {
    runner = new CommandRunner(log, new EventCodec(new MemoryDataKeys()));
  };
  it('is found behind later ones, also by an instance that remembers nothing', async () => {
    const context = commandContext();
    const first = await run(take(mine), context);
    await run(release(mine), commandContext({ at: later(1) }));
    await run(take(hers), commandContext({ at: later(2) }));
    anew();
    expect(await run(take(mine), { ...context, written: {} })).toMatchObject({
      position: first.position,
      state: { owner: hers },
    });
    expect(types()).toEqual(['ClaimTaken', 'ClaimReleased', 'ClaimTaken']);
  });
  it('is found where the remembered state knows only later commands', async () => {
    const context = commandContext();
    const first = await run(take(mine), context);
    await run(release(mine), commandContext({ at: later(1) }));
    anew();
    await run(transfer(hers), commandContext({ at: later(2) }));
    await run(release(hers), commandContext({ at: later(3) }));
    expect((await run(take(mine), { ...context, written: {} })).position).toBe(first.position);
    expect(log.events).toHaveLength(4);
  });
  it('is found behind the event of a clock that is ahead', async () => {
    await run(take(hers), commandContext({ at: later(10) }));
    const context = commandContext({ at: later(5) });
    const first = await run(transfer(mine), context);
    await run(release(mine), commandContext({ at: later(6) }));
    anew();
    expect((await run(transfer(mine), { ...context, written: {} })).position).toBe(first.position);
    expect(log.events).toHaveLength(3);
  });
});

describe('a log that lost its end', () => {
  it('is decided upon what it holds, not upon what is remembered of it', async () => {
    await run(take(mine));
    log.lose(1);
    expect(await run(take(hers))).toMatchObject({ state: { is: 'held', owner: hers }, revision: 0n });
    expect(types()).toEqual(['ClaimTaken']);
  });

  it('is decided upon anew where others wrote as many events as were lost', async () => {
    await run(take(mine));
    log.lose(1);
    await new CommandRunner(log, new EventCodec(new MemoryDataKeys())).run(claim, '1', take(hers), commandContext());
    await expect(run(take(mine))).rejects.toThrow(ClaimHeld);
    expect(await runner.load(claim, '1')).toMatchObject({ state: { is: 'held', owner: hers }, revision: 0n });
  });

  it('leaves nothing remembered of a fold or an append that was under way', async () => {
    log.after.push(() => log.lose(1));
    await run(take(mine));
    expect(await run(take(hers))).toMatchObject({ state: { owner: hers }, revision: 0n });
  });
});
