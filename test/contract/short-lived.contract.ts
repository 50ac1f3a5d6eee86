import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Clock } from '../../src/application/ports/clock.js';
import type { ShortLived } from '../../src/application/ports/short-lived.js';
import { day, hour, minute, plus } from '../../src/domain/shared/instant.js';
import { ManualClock } from '../support/memory/manual-clock.js';

/** `open` gives another instance on the same store each time. */
export const shortLivedContract = (name: string, open: (clock: Clock) => Promise<ShortLived>) =>
  describe(`ShortLived on ${name}`, () => {
    let clock: ManualClock;
    let store: ShortLived;
    let key: string;
    const space = 'sms-code';
    const inMs = (ms: number) => plus(clock.now(), ms);
    beforeEach(async () => {
      clock = new ManualClock('2026-11-22T08:00:00.000Z');
      store = await open(clock);
      key = `+86138${randomUUID()}`;
    });

    it('finds what was put, also from another instance', async () => {
      await store.put(space, key, { code: '012345', list: [1, null, { 名: '张' }] }, inMs(5 * minute));
      expect(await store.get(space, key)).toEqual({ code: '012345', list: [1, null, { 名: '张' }] });
      expect(await (await open(clock)).get(space, key)).toEqual({ code: '012345', list: [1, null, { 名: '张' }] });
    });

    it('keeps spaces and keys apart', async () => {
      await store.put(space, key, { of: 'sms-code' }, inMs(minute));
      await store.put('captcha', key, { of: 'captcha' }, inMs(minute));
      await store.delete('captcha', key);
      expect(await store.get(space, key)).toEqual({ of: 'sms-code' });
      expect(await store.get('captcha', key)).toBeUndefined();
      expect(await store.get(space, `${key}0`)).toBeUndefined();
    });

    it('V4.1 ends a thing at the instant it was given, by the service clock', async () => {
      await store.put(space, key, {}, inMs(5 * minute));
      clock.advance(5 * minute - 1);
      expect(await store.get(space, key)).toEqual({});
      clock.advance(1);
      expect(await store.get(space, key)).toBeUndefined();
      expect(await store.reserve(space, key, 'command')).toBeUndefined();
      expect(await store.extend(space, key, inMs(hour))).toBe(false);
      expect(await store.take(space, key)).toBeUndefined();
    });

    it('tells the end of what it finds, as it was moved', async () => {
      await store.put(space, key, { of: 'it' }, inMs(minute));
      expect(await store.find(space, key)).toEqual({ value: { of: 'it' }, expiresAt: inMs(minute), spent: false });
      await store.extend(space, key, inMs(hour));
      expect(await store.find(space, key)).toEqual({ value: { of: 'it' }, expiresAt: inMs(hour), spent: false });
      clock.advance(hour);
      expect(await store.find(space, key)).toBeUndefined();
    });

    it('follows a clock that is set back', async () => {
      await store.put(space, key, {}, inMs(minute));
      clock.advance(hour);
      expect(await store.get(space, key)).toBeUndefined();
      clock.advance(-hour);
      expect(await store.get(space, key)).toEqual({});
    });

    it('lives by the service clock, far from the real time', async () => {
      clock.advance(-5000 * day);
      await store.put(space, key, { at: 'past' }, inMs(minute));
      expect(await store.get(space, key)).toEqual({ at: 'past' });
      clock.advance(minute);
      expect(await store.get(space, key)).toBeUndefined();
    });

    it('extends what is there and nothing else', async () => {
      await store.put(space, key, {}, inMs(minute));
      expect(await store.extend(space, key, inMs(2 * minute))).toBe(true);
      clock.advance(2 * minute - 1);
      expect(await store.get(space, key)).toEqual({});
      expect(await store.extend(space, key, inMs(0))).toBe(true);
      expect(await store.get(space, key)).toBeUndefined();
      expect(await store.extend(space, randomUUID(), inMs(minute))).toBe(false);
    });

    it('V5 gives a thing to exactly one of many parallel takers', async () => {
      const stores = await Promise.all(Array.from({ length: 4 }, () => open(clock)));
      await store.put(space, key, { once: true }, inMs(minute));
      const taken = await Promise.all(Array.from({ length: 16 }, (_, index) => stores[index % 4]!.take(space, key)));
      expect(taken.filter(Boolean)).toEqual([{ once: true }]);
      expect(await store.get(space, key)).toBeUndefined();
    });

    it('V4.3 counts parallel first uses without losing one; a counter that has ended begins anew', async () => {
      const stores = await Promise.all(Array.from({ length: 4 }, () => open(clock)));
      const counted = await Promise.all(
        Array.from({ length: 12 }, (_, index) => stores[index % 4]!.count(space, key, inMs(minute))),
      );
      expect(counted.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      clock.advance(minute - 1);
      expect(await store.count(space, key, inMs(hour))).toBe(13);
      clock.advance(1);
      expect(await store.count(space, key, inMs(minute))).toBe(1);
    });

    it('V4.1 gives a single-use thing to one of many parallel commands, which gets it again', async () => {
      const commands = Array.from({ length: 8 }, () => randomUUID());
      await store.put(space, key, { of: 'it' }, inMs(minute));
      const stores = await Promise.all(commands.map(() => open(clock)));
      const all = await Promise.all(commands.map((command, index) => stores[index]!.reserve(space, key, command)));
      expect(all.filter((each) => each?.held)).toEqual([{ held: true, value: { of: 'it' } }]);
      const holder = commands[all.findIndex((each) => each?.held)]!;
      const restarted = await open(clock);
      expect(await restarted.reserve(space, key, holder)).toEqual({ held: true, value: { of: 'it' } });
      expect(await restarted.reserve(space, key, randomUUID())).toEqual({ held: false, tries: 10, spent: false });
      expect(await store.get(space, key)).toEqual({ of: 'it' });
    });

    it('has nothing to reserve where nothing is', async () => {
      expect(await store.reserve(space, key, 'command')).toBeUndefined();
      await store.spend(space, key, 'command', inMs(minute));
      await store.release(space, key, 'command');
      expect(await store.find(space, key)).toBeUndefined();
    });

    it('V4.1 gives a thing only to a command that shows its proof; one that does not holds nothing', async () => {
      await store.put(space, key, {}, inMs(minute), { proof: '012345' });
      for (const shown of [{ proof: '543210' }, { proof: '' }, {}])
        expect(await store.reserve(space, key, 'wrong', shown)).toMatchObject({ held: false, spent: false });
      expect(await store.reserve(space, key, 'right', { proof: '012345' })).toEqual({ held: true, value: {} });
      expect(await store.reserve(space, key, 'right', { proof: '543210' })).toMatchObject({ held: false });
      expect(await store.reserve(space, key, 'other', { proof: '012345' })).toMatchObject({ held: false });
      await store.put(space, `${key}0`, {}, inMs(minute));
      expect(await store.reserve(space, `${key}0`, 'wrong', { proof: '012345' })).toMatchObject({ held: false });
    });

    it('V4.1 counts every reservation as a try, and gives the thing to none beyond the last', async () => {
      await store.put(space, key, {}, inMs(minute), { proof: 'right' });
      const shown = { proof: 'wrong', maxTries: 3 };
      expect(await store.reserve(space, key, 'first', shown)).toEqual({ held: false, tries: 1, spent: false });
      expect(await store.reserve(space, key, 'first', { ...shown, proof: 'right' })).toMatchObject({ held: true });
      expect(await store.reserve(space, key, 'second', shown)).toEqual({ held: false, tries: 3, spent: false });
      const beyond = await store.reserve(space, key, 'first', { ...shown, proof: 'right' });
      expect(beyond).toEqual({ held: false, tries: 4, spent: false });
    });

    it('V4.1 loses no try of parallel commands', async () => {
      await store.put(space, key, {}, inMs(minute), { proof: 'right' });
      const guesses = Array.from({ length: 12 }, () => open(clock));
      const all = await Promise.all(
        (await Promise.all(guesses)).map((each) => each.reserve(space, key, randomUUID(), { proof: 'wrong' })),
      );
      const tries = all.map((each) => (each?.held === false ? each.tries : 0));
      expect(tries.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    });

    it('V4.1 frees a reservation only for the command that held it', async () => {
      await store.put(space, key, {}, inMs(minute));
      await store.reserve(space, key, 'first');
      await store.release(space, key, 'second');
      expect(await store.reserve(space, key, 'second')).toMatchObject({ held: false });
      await store.release(space, key, 'first');
      expect(await store.reserve(space, key, 'second')).toMatchObject({ held: true });
    });

    it('V4.1 leaves a spent thing to repeats of its command alone, however often they try or fail', async () => {
      await store.put(space, key, { of: 'it' }, inMs(minute), { proof: 'right' });
      const shown = { proof: 'right', maxTries: 2 };
      await store.reserve(space, key, 'first', shown);
      await store.spend(space, key, 'first', inMs(hour));
      await store.release(space, key, 'first');
      expect(await store.reserve(space, key, 'second', shown)).toEqual({ held: false, tries: 2, spent: true });
      for (let n = 0; n < 3; n++)
        expect(await store.reserve(space, key, 'first', shown)).toEqual({ held: true, value: { of: 'it' } });
      expect(await store.find(space, key)).toMatchObject({ spent: true });
    });

    it('remembers a spent thing until the end that it is given then, also when it expired while it was held', async () => {
      await store.put(space, key, {}, inMs(minute));
      await store.reserve(space, key, 'first');
      clock.advance(minute);
      await store.spend(space, key, 'first', inMs(minute));
      clock.advance(minute - 1);
      expect(await store.reserve(space, key, 'first')).toMatchObject({ held: true });
      expect(await store.reserve(space, key, 'second')).toMatchObject({ held: false, spent: true });
      clock.advance(1);
      expect(await store.reserve(space, key, 'first')).toBeUndefined();
    });

    it('spends a thing only for the command that holds it', async () => {
      await store.put(space, key, {}, inMs(minute));
      await store.spend(space, key, 'first', inMs(hour));
      await store.reserve(space, key, 'second');
      await store.spend(space, key, 'first', inMs(hour));
      expect(await store.find(space, key)).toEqual({ value: {}, expiresAt: inMs(minute), spent: false });
    });

    it('keeps tries when a thing is extended, reserved and released', async () => {
      await store.put(space, key, {}, inMs(minute));
      await store.reserve(space, key, 'wrong', { proof: 'wrong' });
      await store.extend(space, key, inMs(2 * minute));
      await store.reserve(space, key, 'first');
      await store.release(space, key, 'first');
      expect(await store.reserve(space, key, 'wrong', { proof: 'wrong' })).toMatchObject({ tries: 3 });
    });

    it('V4.1 voids value, proof, tries and reservation of the old thing by a new one, spent or not', async () => {
      for (const spent of [false, true]) {
        await store.put(space, key, { code: '1' }, inMs(minute), { proof: '1' });
        await store.reserve(space, key, 'first', { proof: '1' });
        if (spent) await store.spend(space, key, 'first', inMs(minute));
        await store.put(space, key, { code: '2' }, inMs(minute), { proof: '2' });
        await store.spend(space, key, 'first', inMs(hour));
        expect(await store.find(space, key)).toMatchObject({ value: { code: '2' }, spent: false });
        expect(await store.reserve(space, key, 'first', { proof: '1' })).toMatchObject({ held: false, tries: 1 });
        expect(await store.reserve(space, key, 'second', { proof: '2' })).toMatchObject({ held: true });
      }
    });

    it('R12 finds a group, and only what is in it and has not ended, also from another instance', async () => {
      const [mine, other] = [randomUUID(), randomUUID()];
      await store.put('session', `${key}1`, { n: 1 }, inMs(minute), { group: mine });
      await store.put('session', `${key}2`, { n: 2 }, inMs(hour), { group: mine });
      await store.put('session', `${key}3`, { n: 3 }, inMs(hour), { group: mine });
      await store.put('session', `${key}4`, { n: 4 }, inMs(hour), { group: other });
      await store.put('identity-ticket', `${key}5`, { n: 5 }, inMs(hour), { group: mine });
      await store.extend('session', `${key}2`, inMs(2 * hour));
      await store.delete('session', `${key}3`);
      clock.advance(minute);
      const found = [{ value: { n: 2 }, expiresAt: inMs(2 * hour - minute), spent: false }];
      expect(await store.findGroup('session', mine)).toEqual(found);
      expect(await (await open(clock)).findGroup('session', mine)).toEqual(found);
      await store.put('session', `${key}2`, { n: 6 }, inMs(hour), { group: other });
      expect(await store.findGroup('session', mine)).toEqual([]);
      expect((await store.findGroup('session', other)).map(({ value }) => value.n).sort()).toEqual([4, 6]);
    });

    it('R12 deletes a group but one, which stays as it was', async () => {
      const mine = randomUUID();
      for (const index of [1, 2, 3]) await store.put('session', `${key}${index}`, {}, inMs(minute), { group: mine });
      await store.deleteGroup('session', mine, `${key}2`);
      const found = await Promise.all([1, 2, 3].map((index) => store.get('session', `${key}${index}`)));
      expect(found).toEqual([undefined, {}, undefined]);
      await store.deleteGroup('session', mine);
      expect(await store.get('session', `${key}2`)).toBeUndefined();
    });

    it('R11 deletes a group, and only what is in it', async () => {
      const [mine, other] = [randomUUID(), randomUUID()];
      await store.put('session', `${key}1`, {}, inMs(minute), { group: mine });
      await store.put('session', `${key}2`, {}, inMs(minute), { group: mine });
      await store.put('session', `${key}3`, {}, inMs(minute), { group: other });
      await store.put('session', `${key}4`, {}, inMs(minute));
      await store.put('identity-ticket', `${key}1`, {}, inMs(minute), { group: mine });
      await store.deleteGroup('session', mine);
      const found = await Promise.all([1, 2, 3, 4].map((index) => store.get('session', `${key}${index}`)));
      expect(found).toEqual([undefined, undefined, {}, {}]);
      expect(await store.get('identity-ticket', `${key}1`)).toEqual({});
    });

    it('moves a thing to the group it was put with last', async () => {
      const [first, second] = [randomUUID(), randomUUID()];
      await store.put('session', key, {}, inMs(minute), { group: first });
      await store.put('session', key, {}, inMs(minute), { group: second });
      await store.deleteGroup('session', first);
      expect(await store.get('session', key)).toEqual({});
      await store.put('session', key, {}, inMs(minute));
      await store.deleteGroup('session', second);
      expect(await store.get('session', key)).toEqual({});
    });

    it('deletes, again too', async () => {
      await store.put(space, key, {}, inMs(minute));
      await store.delete(space, key);
      await store.delete(space, key);
      expect(await store.get(space, key)).toBeUndefined();
    });
  });
