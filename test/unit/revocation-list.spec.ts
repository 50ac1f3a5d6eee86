import { beforeEach, describe, expect, it } from '@jest/globals';
import { bounded } from '../../src/adapters/resilience/bounded.js';
import { RevocationList } from '../../src/application/futures/certificate/revocation-list.js';
import type { CertificateAuthority, RevokedCertificate } from '../../src/application/ports/certificate-authority.js';
import type { Clock } from '../../src/application/ports/clock.js';
import type { CrlNumbers } from '../../src/application/ports/crl-numbers.js';
import type { ReadModels, RowChange } from '../../src/application/ports/read-models.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { day, hour, type Instant, plus } from '../../src/domain/shared/instant.js';

const t0 = '2026-11-22T08:00:00.000Z';
type Changes = readonly RowChange[] | 'unknown';
type Lists = Parameters<CertificateAuthority['crl']>[1] & { readonly issuer: string };

/** What stands around the list, counted. */
class World {
  now: Instant = t0;
  rows = new Map<string, { revokedAt: Instant; notAfter: Instant; issuer: string }>();
  issuers = [{ id: 'first', notBefore: t0, notAfter: plus(t0, 1000 * day) }];
  lists: Lists[] = [];
  pagesRead = 0;
  statements = 0;
  /** What a page waits for. */
  held: Promise<void> | undefined;
  announce: (changes: Changes) => void = () => {};
  private last: { content: string; number: bigint; thisUpdate: Instant } | undefined;

  revoke(serial: string, notAfter = plus(t0, 365 * day), issuer = 'first'): void {
    this.rows.set(serial, { revokedAt: this.now, notAfter, issuer });
    this.announce([{ model: 'certificate', key: serial }]);
  }

  list(): RevocationList {
    return new RevocationList(this.readModels, this.authority, this.numbers, this.clock);
  }

  private readonly clock = { now: () => this.now } as Clock;
  private readonly readModels = {
    onChange: (listener: World['announce']) => {
      this.announce = listener;
      return () => {};
    },
    find: async (_model: unknown, _where: unknown, { cursor = '0' }: { cursor?: string }) => {
      this.pagesRead++;
      const [key, each] = [...this.rows][Number(cursor)] ?? [];
      await this.held;
      const revoked = { reason: 'lost', at: each?.revokedAt };
      const state = { is: 'issued', serial: key, certificate: each?.issuer, notAfter: each?.notAfter, revoked };
      const next = Number(cursor) + 1;
      return { items: each ? [{ key, row: { state } }] : [], next: next < this.rows.size ? String(next) : null };
    },
  } as unknown as ReadModels;
  private readonly numbers: CrlNumbers = {
    current: async (content, now, maxAgeMs) => {
      this.statements++;
      const { last } = this;
      if (last?.content === content && last.thisUpdate > plus(now, -maxAgeMs) && last.thisUpdate <= now) return last;
      this.last = { content, number: (last?.number ?? 0n) + 1n, thisUpdate: now };
      return this.last;
    },
    lastUpdate: async () => {
      this.statements++;
      return this.last?.thisUpdate;
    },
  };
  private readonly authority = {
    issuers: this.issuers,
    issuerOf: (certificate: string) => certificate,
    crl: async (issuer: string, list: Lists) => {
      this.lists.push({ ...list, issuer });
      return Buffer.from(String(list.number));
    },
  } as unknown as CertificateAuthority;
}

let world: World;
let list: RevocationList;
beforeEach(() => {
  world = new World();
  list = world.list();
});
const number = async () => Number(Buffer.from((await list.current())!).toString());
const serials = () => world.lists.at(-1)!.revoked.map(({ serial }: RevokedCertificate) => serial);

describe('the revocation list (F28)', () => {
  it('is kept while nothing changes: asked again, it costs no statement', async () => {
    for (const serial of ['a', 'b', 'c']) world.revoke(serial);
    await list.current();
    const [pages, statements] = [world.pagesRead, world.statements];
    for (let n = 0; n < 100; n++) await list.current();
    world.announce([{ model: 'customer_profile', key: '1' }]);
    await list.current();
    expect([world.pagesRead, world.statements]).toEqual([pages, statements]);
  });

  it('is made once for all who ask at the same time', async () => {
    world.revoke('a');
    await Promise.all(Array.from({ length: 24 }, () => list.current()));
    expect([world.pagesRead, world.lists.length]).toEqual([1, 1]);
  });

  it('is anew after a revocation and after a gap in what was heard', async () => {
    expect(await number()).toBe(1);
    world.revoke('a');
    expect([await number(), serials()]).toEqual([2, ['a']]);
    world.rows.set('b', { revokedAt: t0, notAfter: plus(t0, day), issuer: 'first' });
    world.announce('unknown');
    expect([await number(), serials()]).toEqual([3, ['a', 'b']]);
  });

  it('has what was revoked before it was asked for, also while one is being made', async () => {
    world.revoke('a');
    await list.current();
    world.revoke('b');
    let release = (): void => {};
    world.held = new Promise((resolve) => {
      release = resolve;
    });
    const early = number();
    world.revoke('c');
    const late = Promise.all([number(), number()]);
    release();
    await Promise.all([early, late]);
    expect(serials()).toEqual(['a', 'b', 'c']);
    expect(await late).toEqual([await number(), await number()]);
  });

  it('is anew at half its life, before the nextUpdate that it names, and when the clock was moved back', async () => {
    await list.current();
    world.now = plus(t0, 12 * hour - 1);
    expect(await number()).toBe(1);
    world.now = plus(t0, 12 * hour);
    expect(await number()).toBe(2);
    expect(world.lists[0]!.nextUpdate).toBe(plus(t0, day));
    world.now = t0;
    expect(await number()).toBe(3);
  });

  it('is one of each issuing CA that is valid, all under one number; an issuing CA that has ended has none', async () => {
    world.issuers.push({ id: 'second', notBefore: plus(t0, hour), notAfter: plus(t0, 2000 * day) });
    world.revoke('a');
    world.revoke('b', undefined, 'second');
    await list.current();
    expect(world.lists.map(({ issuer }) => issuer)).toEqual(['first']);
    world.now = plus(t0, hour);
    expect(await list.current('second')).toEqual(Buffer.from('2'));
    const [first, second] = world.lists.slice(1);
    expect([first!.issuer, first!.number, first!.revoked.map(({ serial }) => serial)]).toEqual(['first', 2n, ['a']]);
    expect([second!.issuer, second!.number, second!.revoked.map(({ serial }) => serial)]).toEqual([
      'second',
      2n,
      ['b'],
    ]);
    world.now = world.issuers[0]!.notAfter;
    expect([await list.current(), await list.current('first'), await list.current('third')]).toEqual(
      Array(3).fill(undefined),
    );
    expect(await list.current('second')).toEqual(Buffer.from('3'));
  });

  it('RFC 5280 §3.3 has an expired certificate once more after its end, then no longer', async () => {
    const notAfter = plus(t0, hour);
    world.revoke('a', notAfter);
    world.revoke('b');
    await list.current();
    world.now = plus(notAfter, 12 * hour);
    await list.current();
    expect([serials(), world.lists.at(-1)!.thisUpdate > notAfter]).toEqual([['a', 'b'], true]);
    world.now = plus(world.now, 12 * hour);
    await list.current();
    expect(serials()).toEqual(['b']);
  });

  it('is asked for again after it could not be made', async () => {
    world.held = Promise.reject(new DependencyUnavailable('postgres'));
    world.held.catch(() => {});
    await expect(list.current()).rejects.toThrow(DependencyUnavailable);
    world.held = undefined;
    expect(await number()).toBe(1);
  });
});

describe('what anybody may ask for', () => {
  it('runs a few at once, has some wait, and is refused beyond that', async () => {
    const inTurn = bounded('ocsp', { atOnce: 2, waiting: 3 });
    let [running, most] = [0, 0];
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const work = async () => {
      most = Math.max(most, ++running);
      await held;
      running--;
    };
    const asked = Array.from({ length: 8 }, () => inTurn(work));
    const outcomes = Promise.allSettled(asked);
    release();
    const refused = (await outcomes).filter(({ status }) => status === 'rejected');
    expect([most, refused.length]).toEqual([2, 3]);
    await expect(asked.at(-1)).rejects.toThrow(DependencyUnavailable);
    expect(await inTurn(async () => 'served')).toBe('served');
  });
});
