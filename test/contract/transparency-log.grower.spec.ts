import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { textOf } from '../../src/adapters/transparency-log/checkpoint-keeper.js';
import {
  addTreeKey,
  openTreeKeys,
  retireTreeKey,
  type TreeKeys,
  treeKeysOf,
} from '../../src/adapters/transparency-log/tree-keys.js';
import type { KeptCheckpoint } from '../../src/adapters/transparency-log/tree-tables.js';
import { HeadsFile } from '../../src/adapters/witness/heads-file.js';
import { WitnessServer } from '../../src/adapters/witness/witness-server.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { parseCheckpoint } from '../../src/application/transparency-log/checkpoint.js';
import { Edge } from '../../src/application/transparency-log/edge.js';
import { entryOf } from '../../src/application/transparency-log/entry.js';
import { makePrivateKey } from '../../src/application/transparency-log/key-algorithms.js';
import { leafHash } from '../../src/application/transparency-log/merkle.js';
import {
  isSignedBy,
  noteKey,
  parseNote,
  parseVkey,
  vkeyOf,
  withNewestSignature,
} from '../../src/application/transparency-log/note.js';
import { parsePolicy } from '../../src/application/transparency-log/policy.js';
import { signedCheckpoint } from '../../src/application/transparency-log/signed-checkpoint.js';
import { eventually } from '../support/eventually.js';
import { itWithMlDsa } from '../support/ml-dsa.js';
import { alterLog } from '../support/servers/postgres.js';
import { testKeyring } from '../support/servers/service-database.js';
import { collect, newEvents } from './event-store.events.js';
import { Grown } from './transparency-log.fixture.js';

describe('the grower of the tree', () => {
  let grown: Grown;
  beforeEach(async () => {
    grown = await Grown.open();
  });
  afterEach(() => grown.dispose());
  const append = (stream: string, count: number) => grown.store.append(stream, 'no-stream', newEvents(count));
  const covered = async (stream: string, count: number) => grown.tree.covering((await append(stream, count)).position);
  const refusal = (what: RegExp) => eventually(async () => expect(grown.said.join('\n')).toMatch(what), 30_000);

  /** As whoever owns the database can; the service then starts anew. */
  const alter = async (sql: string) => {
    await alterLog(grown.url, sql);
    grown.store.known.broke();
  };

  it('signs a checkpoint of no events at the beginning', async () => {
    await eventually(async () => expect(await grown.tree.latest()).toMatchObject({ size: 0 }));
    expect(parseCheckpoint(parseNote((await grown.tree.latest())!.note).text).size).toBe(0);
  });

  it('goes on where another one stopped, and keeps the last checkpoint outside the database', async () => {
    const first = await covered('a-1', 300);
    await grown.stop();
    expect(await grown.outside()).toMatchObject({ size: 300, root: first.root, note: first.note });
    const { position } = await append('a-2', 300);
    grown.grow();
    expect((await grown.tree.covering(position)).size).toBe(600);
    expect(grown.said).toEqual([]);
  });

  it('has its checkpoints cosigned by a witness, and keeps those that are', async () => {
    const { privateKey: key } = generateKeyPairSync('ed25519');
    const own = noteKey('auditors.example/1', key, 'witness');
    const directory = await mkdtemp(join(tmpdir(), 'realname-witness-'));
    const logs = new Map([[`${grown.keeping.name}/0`, [parseVkey(await vkey())]]]);
    const heads = await HeadsFile.open(join(directory, 'heads.json'));
    const witness = new WitnessServer({ name: own.name, key, logs, heads });
    try {
      const url = await witness.listen('127.0.0.1', 0);
      await grown.stop();
      grown.grow(parsePolicy(`witness auditors ${vkeyOf(own)} ${url}\nquorum auditors`));
      const { position } = await append('a-1', 300);
      await grown.tree.covering(position);
      const cosigned = await eventually(async () => {
        const latest = (await grown.tree.latest())!;
        expect(isSignedBy(parseNote(latest.note), own)).toBe(true);
        return latest;
      }, 60_000);
      expect(cosigned.size).toBe(300);
      expect(isSignedBy(parseNote(cosigned.note), parseVkey(await vkey()))).toBe(true);
      expect(grown.said).toEqual([]);
    } finally {
      await witness.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
  const vkey = () => eventually(() => grown.tree.vkey());

  it('is one at a time', async () => {
    grown.grow();
    grown.grow();
    for (let n = 0; n < 5; n++) await covered(`a-${n}`, 3);
    expect(await grown.tree.latest()).toMatchObject({ size: 15 });
    expect(grown.said).toEqual([]);
  });

  it('grows the tree again that a restore of its tables has lost, and signs nothing before what was signed', async () => {
    const before = await covered('a-1', 300);
    await grown.stop();
    await grown.pool.query('truncate tlog_tile, tlog_checkpoint');
    const { position } = await append('a-2', 5);
    grown.grow();
    expect((await grown.tree.covering(position)).size).toBe(305);
    const { rows } = await grown.pool.query('select size from tlog_checkpoint order by size');
    expect(rows.map(({ size }) => size)).toEqual(['300', '305']);
    expect((await grown.keeping.tables.checkpoints(0))[0]!.root).toEqual(before.root);
  });

  it('signs nothing more where an event was altered with all tables of the tree', async () => {
    await covered('a-1', 300);
    await grown.stop();
    await alter(`update events set data = '{"n": 8}' where position = 8`);
    await grown.pool.query('truncate tlog_tile, tlog_checkpoint');
    const grower = grown.grow();
    await refusal(/error the transparency log grown anew is not what the checkpoint of 300 events was signed over/);
    expect(grower.refused).toMatch(/300 events/);
    expect(await grown.tree.latest()).toBeUndefined();
  });

  it.each([
    [
      'altered',
      `update tlog_tile set hashes = overlay(hashes placing '\\x00'::bytea from 33) where level = 0 and n = 1`,
    ],
    ['taken out', 'delete from tlog_tile where level = 0 and n = 1'],
  ])('signs nothing more where a tile was %s', async (_, alteration) => {
    await covered('a-1', 300);
    await grown.stop();
    await grown.pool.query(alteration);
    grown.grow();
    await refusal(/error the transparency log (has other tiles|lacks tiles)/);
  });

  it('signs nothing more where tiles and checkpoint were made anew over an altered log', async () => {
    await covered('a-1', 300);
    await grown.stop();
    const kept = await grown.outside();
    await alter(`update events set data = '{"n": 8}' where position = 8`);
    await grown.pool.query('truncate tlog_tile, tlog_checkpoint');
    await grown.putOutside({ ...kept!, epoch: 7 });
    grown.grow();
    await grown.tree.covering('300');
    await grown.stop();
    await grown.putOutside(kept!);
    grown.grow();
    await refusal(/error the transparency log is not what the checkpoint of 300 events was signed over/);
  });

  it('signs nothing more once a keeper that was away has what the log does not continue, and leaves it there', async () => {
    await covered('a-1', 300);
    await grown.stop();
    const text = textOf((await grown.outside())!);
    let isAway = true;
    grown.keepAt({
      where: 'the bucket',
      read: async () => {
        if (isAway) throw new DependencyUnavailable('object store');
        return { text };
      },
      replace: async () => {
        throw new Error('written over');
      },
    });
    await alter(`update events set data = '{"n": 8}' where position = 8`);
    await grown.pool.query('truncate tlog_tile, tlog_checkpoint');
    const grower = grown.grow();
    await grown.tree.covering('300');
    isAway = false;
    await refusal(/error the transparency log is not what the checkpoint of 300 events was signed over/);
    expect(grower.refused).toMatch(/300 events/);
    expect(grown.said).toContain(
      'warn the last checkpoint cannot be kept or read DependencyUnavailable: object store is unavailable',
    );
    expect(grown.said.join()).not.toContain('written over');
  });

  it('signs nothing more where tiles and root were made anew over an altered log, beside the note that was signed', async () => {
    await covered('a-1', 300);
    await grown.stop();
    const kept = await grown.outside();
    await grown.putOutside({ ...kept!, epoch: 7 });
    await alter(`update events set data = '{"n": 8}' where position = 8`);
    const forged = await Edge.of(0, async () => Buffer.alloc(0));
    const events = (await collect(grown.store.read('a-1'))).map((event) => leafHash(entryOf(event)));
    for (const { level, index, hashes } of forged.grow(events))
      await grown.pool.query('update tlog_tile set hashes = $3 where (level, n) = ($1, $2)', [level, index, hashes]);
    await grown.pool.query('update tlog_checkpoint set root = $1 where size = 300', [forged.root()]);
    grown.grow();
    await refusal(/error the transparency log has a newest checkpoint that its key did not sign/);
  });

  it('begins a tree of its own after a loss that was accepted, which names where the one before ended', async () => {
    const before = await covered('a-1', 300);
    await alter('delete from events where position > 290');
    grown.store.known.adopt(undefined, [{ epoch: 1, survivor: '290' }]);
    const after = await covered('a-2', 5);
    expect(after).toMatchObject({ origin: 'realname.example/log/1/1', size: 295 });
    expect(parseCheckpoint(parseNote(after.note).text).extensions).toEqual([
      `previous realname.example/log/1/0 300 ${before.root.toString('base64')}`,
    ]);
    expect((await grown.keeping.tables.latest(0))!.note).toBe(before.note);
    const [proof] = await grown.tree.prove(
      [(await grown.store.read('a-2')[Symbol.asyncIterator]().next()).value!],
      after,
    );
    expect(proof!.index).toBe(290);
  });

  it('keeps of old checkpoints the first of each hour, those cosigned, and the newest', async () => {
    await covered('a-1', 1);
    for (let n = 2; n < 6; n++) await covered(`a-${n}`, 1);
    await grown.pool.query(
      `update tlog_checkpoint set at = date_trunc('hour', now()) - interval '3 hours' + size * interval '1 minute'`,
    );
    await grown.pool.query(`update tlog_checkpoint set cosignatures = '— w AAAA' where size = 3`);
    await grown.pool.query(`update tlog_checkpoint set at = now() where size = 5`);
    await grown.keeping.tables.prune();
    const { rows } = await grown.pool.query('select size from tlog_checkpoint order by size');
    const sizes = rows.map(({ size }) => Number(size));
    expect(sizes.slice(-2)).toEqual([3, 5]);
    expect(sizes).toHaveLength(3);
  });
});

describe('the keys that sign checkpoints', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'realname-tree-keys-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });
  const newKey = () => makePrivateKey('ed25519');
  const newKey6 = () => makePrivateKey('ml-dsa-44');
  const pem = (key: KeyObject) =>
    key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
  const publicOf = (key: KeyObject) => createPublicKey(key);

  it('change without a fork: both sign for a while, whoever knows either verifies, and old heads count by the old one', async () => {
    const grown = await Grown.open();
    const covered = async (stream: string, keys?: TreeKeys) => {
      if (keys) {
        await grown.stop();
        Object.assign(grown.keeping, { keys });
        grown.grow();
      }
      const { position } = await grown.store.append(stream, 'no-stream', newEvents(3));
      return grown.tree.covering(position);
    };
    try {
      const [old, next] = [grown.keeping.keys.signing[0], newKey()];
      const known = [noteKey(`${grown.keeping.name}/0`, old), noteKey(`${grown.keeping.name}/0`, next)] as const;
      const heads = [
        await covered('a-1'),
        await covered('a-2', { signing: [next, old], retired: [] }),
        await covered('a-3', { signing: [next], retired: [publicOf(old)] }),
      ];
      const signedBy = (key: (typeof known)[number]) => heads.map(({ note }) => signedCheckpoint(note, [key])?.size);
      expect(signedBy(known[0])).toEqual([3, 6, undefined]);
      expect(signedBy(known[1])).toEqual([undefined, 6, 9]);
      expect(heads.map(({ note }) => signedCheckpoint(note, known)?.size)).toEqual([3, 6, 9]);
      expect(heads.map(({ note }) => parseNote(note).signatures.length)).toEqual([1, 2, 1]);
      expect(parseVkey(await grown.tree.vkey()).id).toBe(known[1].id);
      expect(grown.said).toEqual([]);

      await grown.stop();
      Object.assign(grown.keeping, { keys: { signing: [old], retired: [] } });
      grown.grow();
      const refused = /error the transparency log has a newest checkpoint that its key did not sign/;
      await eventually(async () => expect(grown.said.join()).toMatch(refused), 30_000);
    } finally {
      await grown.dispose();
    }
  });

  itWithMlDsa(
    'are of Ed25519 and of ML-DSA-44: each head bears both lines, and each of the keys changes alone',
    async () => {
      const [old6, next6, old, next] = [newKey6(), newKey6(), newKey(), newKey()];
      const steps: readonly TreeKeys[] = [
        { signing: [old], retired: [] },
        { signing: [old6, old], retired: [] },
        { signing: [next6, old6, old], retired: [] },
        { signing: [next, next6, old], retired: [publicOf(old6)] },
        { signing: [next, next6], retired: [publicOf(old6), publicOf(old)] },
      ];
      const grown = await Grown.open(undefined, steps[0]!.signing);
      try {
        const heads: KeptCheckpoint[] = [];
        const newestVkeys: string[] = [];
        for (const [n, keys] of steps.entries()) {
          await grown.stop();
          Object.assign(grown.keeping, { keys });
          grown.grow();
          const { position } = await grown.store.append(`a-${n}`, 'no-stream', newEvents(3));
          heads.push((await grown.tree.covering(position)) as KeptCheckpoint);
          newestVkeys.push(await grown.tree.vkey());
        }
        const known = [old, old6, next6, next].map((key) => noteKey(`${grown.keeping.name}/0`, key));
        const signed = known.map((key) => heads.map(({ note }) => signedCheckpoint(note, [key])?.size));
        const none = undefined;
        expect(signed).toEqual([
          [3, 6, 9, 12, none],
          [none, 6, 9, none, none],
          [none, none, 9, 12, 15],
          [none, none, none, 12, 15],
        ]);
        expect(newestVkeys.map((vkey) => parseVkey(vkey).id)).toEqual([0, 0, 0, 3, 3].map((n) => known[n]!.id));
        expect(
          heads.map(({ note }) => parseNote(withNewestSignature(note)).signatures.map(({ keyId }) => keyId)),
        ).toEqual(newestVkeys.map((vkey) => [parseVkey(vkey).id]));
        expect(grown.said).toEqual([]);
      } finally {
        await grown.dispose();
      }
    },
  );

  itWithMlDsa('of ML-DSA-44 are sealed beside those of Ed25519, and never alone', async () => {
    const [first] = (await openTreeKeys(undefined, directory, testKeyring)).signing;
    const [second, third] = [newKey6(), newKey6()];
    await addTreeKey(directory, testKeyring, second);
    await addTreeKey(directory, testKeyring, third);
    await retireTreeKey(directory, testKeyring, second);
    const { signing, retired } = (await treeKeysOf(undefined, directory, testKeyring))!;
    expect([signing.length, signing[0]!.equals(third), signing[1]!.equals(first)]).toEqual([2, true, true]);
    expect(retired.map((key) => key.equals(publicOf(second)))).toEqual([true]);
    await retireTreeKey(directory, testKeyring, first);
    await expect(treeKeysOf(undefined, directory, testKeyring)).rejects.toThrow('no Ed25519 key signs');
  });

  it('are made once, sealed, and opened by that master key alone', async () => {
    const one = await openTreeKeys(undefined, directory, testKeyring);
    expect(await openTreeKeys(undefined, directory, testKeyring)).toEqual(one);
    expect(one.signing).toHaveLength(1);
    const other = new Keyring(Buffer.alloc(32, 8));
    await expect(openTreeKeys(undefined, directory, other)).rejects.toThrow('master key');
  });

  it('are added, the newest first, and retired, of which the public half alone stays', async () => {
    const [first] = (await openTreeKeys(undefined, directory, testKeyring)).signing;
    const [second, third] = [newKey(), newKey()];
    await addTreeKey(directory, testKeyring, second);
    await copyFile(join(directory, 'signing-key.sealed'), join(directory, 'kept'));
    await retireTreeKey(directory, testKeyring, first);
    await addTreeKey(directory, testKeyring, third);
    const kept = async () => {
      const { signing, retired } = (await treeKeysOf(undefined, directory, testKeyring))!;
      return [signing.map((key) => key.export({ format: 'jwk' })), retired.map((key) => key.export({ format: 'jwk' }))];
    };
    const expected = [
      [third, second].map((key) => key.export({ format: 'jwk' })),
      [publicOf(first).export({ format: 'jwk' })],
    ];
    expect(await kept()).toEqual(expected);
    await expect(retireTreeKey(directory, testKeyring, first)).rejects.toThrow('no such key');
    // As it is where the machine went down in the middle of it.
    await copyFile(join(directory, 'kept'), join(directory, 'signing-key.sealed'));
    expect(await kept()).toEqual(expected);
  });

  it('may be the operator’s own: private keys of a file sign, public ones have been retired', async () => {
    const [one, two] = [newKey(), newKey()];
    const file = join(directory, 'keys.pem');
    const read = async (...blocks: string[]) => {
      await writeFile(file, blocks.join('\n'));
      const { signing, retired } = await openTreeKeys(file, directory, testKeyring);
      return [signing.map(pem), retired.map(pem)];
    };
    expect(await read(pem(one))).toEqual([[pem(one)], []]);
    expect(await read(pem(two), pem(one))).toEqual([[pem(two), pem(one)], []]);
    expect(await read(pem(two), pem(publicOf(one)))).toEqual([[pem(two)], [pem(publicOf(one))]]);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
    for (const wrong of [[''], [pem(publicOf(one))]])
      await expect(read(...wrong)).rejects.toThrow(/^TLOG_KEY_FILE: .* has no Ed25519 private key/);
    for (const wrong of [[pem(one), pem(rsa)], [pem(one).replace('MC4', 'AAA')]])
      await expect(read(...wrong)).rejects.toThrow(/^TLOG_KEY_FILE: .* is neither Ed25519 nor ML-DSA-44/);
  });

  itWithMlDsa('of the operator’s own file may be of ML-DSA-44, with at least one of Ed25519 that signs', async () => {
    const [one, six] = [newKey(), newKey6()];
    const file = join(directory, 'keys.pem');
    const read = async (...keys: KeyObject[]) => {
      await writeFile(file, keys.map(pem).join('\n'));
      const { signing, retired } = await openTreeKeys(file, directory, testKeyring);
      return [signing.map(pem), retired.map(pem)];
    };
    expect(await read(six, one)).toEqual([[pem(six), pem(one)], []]);
    expect(await read(one, publicOf(six))).toEqual([[pem(one)], [pem(publicOf(six))]]);
    for (const wrong of [[six], [six, publicOf(one)]])
      await expect(read(...wrong)).rejects.toThrow(/^TLOG_KEY_FILE: .*: no Ed25519 key signs: one must/);
  });
});
