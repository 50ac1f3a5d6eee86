import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { S3Text } from '../../src/adapters/objects/s3/s3-text.js';
import { CheckpointKeeper } from '../../src/adapters/transparency-log/checkpoint-keeper.js';
import { CheckpointsOutside } from '../../src/adapters/transparency-log/checkpoints-outside.js';
import type { KeptCheckpoint } from '../../src/adapters/transparency-log/tree-tables.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { eventually } from '../support/eventually.js';
import { type S3Server, startS3Server } from '../support/servers/s3-server.js';
import { checkpointKeeperContract, checkpointOf } from './checkpoint-keeper.contract.js';

const always = async () => true;
/** Milliseconds, so that nobody waits long for a server that does not answer. */
const impatient = 300;

describe.each(['kept', 'ignored', 'refused'] as const)('where the conditions of a PUT are %s', (conditions) => {
  let server: S3Server;
  let key = '';
  beforeAll(async () => {
    server = await startS3Server(conditions);
  });
  afterAll(() => server.stop());
  const text = () => new S3Text(server.settings, key);

  checkpointKeeperContract('a bucket', text, {
    clear: async () => {
      key = `tlog/${randomUUID()}/checkpoint`;
    },
    put: async (other) => void (await text().replace(other, await text().read())),
  });
});

describe('the bucket', () => {
  let server: S3Server;
  beforeAll(async () => {
    server = await startS3Server();
  });
  afterAll(() => server.stop());
  const placed = () => {
    const key = `tlog/${randomUUID()}/checkpoint`;
    return { text: () => new S3Text(server.settings, key, impatient) };
  };

  it('takes of two who read the same only the first', async () => {
    const { text } = placed();
    expect([await text().replace('a', undefined), await text().replace('b', undefined)]).toEqual([true, false]);
    const read = await text().read();
    expect([await text().replace('c', read), await text().replace('d', read)]).toEqual([true, false]);
    expect((await text().read())?.text).toBe('c');
  });

  it('where two replace at the same time, the later one stays', async () => {
    const { text } = placed();
    const sizes = [1, 2, 3];
    await Promise.all(sizes.map((size) => new CheckpointKeeper(text()).keep(checkpointOf(size), always)));
    expect((await new CheckpointKeeper(text()).look()).kept?.size).toBe(3);
  });

  it('that hangs holds up nobody longer than its deadline, is told of once, and is given the newest when it is back', async () => {
    const { text } = placed();
    const said: string[] = [];
    const keeper = new CheckpointKeeper(text());
    const outside = new CheckpointsOutside([keeper], (level, message) => void said.push(`${level} ${message}`));
    const ending = new AbortController();
    const running = outside.run(ending.signal, always);
    server.hang();
    await expect(keeper.look()).rejects.toThrow(DependencyUnavailable);
    expect(await outside.latest()).toBeUndefined();
    expect(await outside.places(0)).toEqual([]);
    outside.offer(checkpointOf(1));
    outside.offer(checkpointOf(2));
    expect(said).toEqual(['warn the last checkpoint cannot be kept or read']);
    server.goOn();
    await eventually(async () => expect(await outside.latest()).toEqual(checkpointOf(2)), 30_000);
    expect(said).toEqual([
      'warn the last checkpoint cannot be kept or read',
      'info the last checkpoint can be kept again',
    ]);
    ending.abort();
    await running;
  });
});

describe('all keepers', () => {
  /** One that has what another instance has put in memory. */
  const place = async (kept?: KeptCheckpoint) => {
    const there = memory();
    if (kept) await new CheckpointKeeper(there).keep(kept, always);
    return new CheckpointKeeper(there);
  };
  const memory = () => {
    let text: string | undefined;
    return {
      where: 'memory',
      read: async () => (text === undefined ? undefined : { text }),
      replace: async (next: string) => {
        text = next;
        return true;
      },
    };
  };

  it('the latest of what they have counts, by epoch and then by size; places are those of one epoch', async () => {
    const kept = [checkpointOf(900), checkpointOf(5, { epoch: 1 }), checkpointOf(7, { epoch: 1 })];
    const outside = new CheckpointsOutside(await Promise.all([...kept.map(place), place()]));
    expect(await outside.latest()).toEqual(kept[2]);
    expect(await outside.places(1)).toEqual([5, 7].map((n) => ({ position: `${n}`, id: `event-${n}` })));
  });

  it('what is kept is looked at anew once it is forgotten', async () => {
    const keeper = await place(checkpointOf(1));
    const outside = new CheckpointsOutside([keeper]);
    const seen = async () => (await outside.places(0)).map(({ position }) => position);
    expect(await seen()).toEqual(['1']);
    await keeper.keep(checkpointOf(2), always);
    expect(await seen()).toEqual(['1']);
    outside.forget();
    expect(await seen()).toEqual(['2']);
  });

  it('keep the last that was offered before the end', async () => {
    const keeper = await place();
    const outside = new CheckpointsOutside([keeper]);
    const ending = new AbortController();
    const running = outside.run(ending.signal, always);
    outside.offer(checkpointOf(3));
    ending.abort();
    await running;
    expect((await keeper.look()).kept).toEqual(checkpointOf(3));
  });

  it('one that has what the tree does not continue ends the keeping', async () => {
    const outside = new CheckpointsOutside([await place(), await place(checkpointOf(3))]);
    const ending = new AbortController();
    const running = outside.run(ending.signal, async () => false);
    outside.offer(checkpointOf(4));
    await expect(running).rejects.toThrow('is not what the checkpoint of 3 events of memory was signed over');
    ending.abort();
  });
});
