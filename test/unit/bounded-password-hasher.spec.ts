import { describe, expect, it } from '@jest/globals';
import { BoundedPasswordHasher } from '../../src/adapters/password/bounded-password-hasher.js';
import { PasswordHasher } from '../../src/application/ports/password-hasher.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';

/** Hashes nothing until it is told to. */
class HeldHasher extends PasswordHasher {
  readonly begun: string[] = [];
  private readonly open: { done(): void; fail(error: Error): void }[] = [];

  hash(password: string): Promise<string> {
    this.begun.push(password);
    return new Promise((resolve, reject) =>
      this.open.push({ done: () => resolve(`hash of ${password}`), fail: reject }),
    );
  }
  async verify(known: string | undefined, password: string): Promise<boolean> {
    return (await this.hash(password)) === known;
  }
  isOutdated = () => false;
  finish = () => this.open.shift()!.done();
  fail = () => this.open.shift()!.fail(new Error('no hash'));
}

const long = 60_000;
const settled = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (error: unknown) => (error instanceof DependencyUnavailable ? 'refused' : 'failed'),
  );

describe('passwords hashed at once (V6, R8)', () => {
  it('are so many and no more, first come first served, be it to hash or to compare', async () => {
    const held = new HeldHasher();
    const hasher = new BoundedPasswordHasher(held, { atOnce: 2, waiting: 10, maxWaitMs: long });
    const all = [hasher.hash('a'), hasher.verify('hash of b', 'b'), hasher.hash('c'), hasher.verify('other', 'd')];
    expect(held.begun).toEqual(['a', 'b']);
    expect(hasher.load).toEqual({ running: 2, waiting: 2 });
    held.finish();
    expect(await all[0]).toBe('hash of a');
    expect(held.begun).toEqual(['a', 'b', 'c']);
    held.finish();
    expect(await all[1]).toBe(true);
    held.finish();
    held.finish();
    expect(await Promise.all(all)).toEqual(['hash of a', true, 'hash of c', false]);
    expect(hasher.load).toEqual({ running: 0, waiting: 0 });
  });

  it('what comes when the line is full is refused at once, and who ends makes room', async () => {
    const held = new HeldHasher();
    const hasher = new BoundedPasswordHasher(held, { atOnce: 1, waiting: 2, maxWaitMs: long });
    const all = ['a', 'b', 'c', 'd', 'e'].map((password) => settled(hasher.hash(password)));
    expect(await Promise.all(all.slice(3))).toEqual(['refused', 'refused']);
    held.finish();
    await all[0];
    const late = hasher.hash('f');
    for (const each of ['b', 'c', 'f']) {
      expect(held.begun.at(-1)).toBe(each);
      held.finish();
      await new Promise(setImmediate);
    }
    expect(await Promise.all([...all, late])).toEqual([
      'hash of a',
      'hash of b',
      'hash of c',
      'refused',
      'refused',
      'hash of f',
    ]);
  });

  it('what waits too long is refused, is never hashed, and leaves its place to others', async () => {
    const held = new HeldHasher();
    const hasher = new BoundedPasswordHasher(held, { atOnce: 1, waiting: 1, maxWaitMs: 5 });
    const first = hasher.hash('a');
    expect(await settled(hasher.hash('b'))).toBe('refused');
    expect(hasher.load).toEqual({ running: 1, waiting: 0 });
    held.finish();
    expect(await first).toBe('hash of a');
    const next = hasher.hash('c');
    held.finish();
    expect(await next).toBe('hash of c');
    expect(held.begun).toEqual(['a', 'c']);
  });

  it('one that fails gives its place on', async () => {
    const held = new HeldHasher();
    const hasher = new BoundedPasswordHasher(held, { atOnce: 1, waiting: 1, maxWaitMs: long });
    const all = [settled(hasher.hash('a')), settled(hasher.hash('b'))];
    held.fail();
    expect(await all[0]).toBe('failed');
    held.finish();
    expect(await all[1]).toBe('hash of b');
    expect(hasher.load).toEqual({ running: 0, waiting: 0 });
  });
});
