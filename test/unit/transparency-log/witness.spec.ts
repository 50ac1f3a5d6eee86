import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Cosigning } from '../../../src/adapters/transparency-log/cosigning.js';
import type { KeptCheckpoint } from '../../../src/adapters/transparency-log/tree-tables.js';
import { HeadsFile } from '../../../src/adapters/witness/heads-file.js';
import { WitnessServer } from '../../../src/adapters/witness/witness-server.js';
import type { TileName } from '../../../src/application/ports/transparency-log.js';
import { formatAddCheckpoint } from '../../../src/application/transparency-log/add-checkpoint.js';
import { checkpointText } from '../../../src/application/transparency-log/checkpoint.js';
import { Edge } from '../../../src/application/transparency-log/edge.js';
import { makePrivateKey } from '../../../src/application/transparency-log/key-algorithms.js';
import { leafHash } from '../../../src/application/transparency-log/merkle.js';
import {
  formatSignature,
  isSignedBy,
  noteKey,
  parseNote,
  signNote,
  vkeyOf,
} from '../../../src/application/transparency-log/note.js';
import { parsePolicy } from '../../../src/application/transparency-log/policy.js';
import { TiledTree } from '../../../src/application/transparency-log/tiles.js';
import { describeWithMlDsa } from '../../support/ml-dsa.js';

const origin = 'realname.example/log/1/0';
const { privateKey: logKey } = generateKeyPairSync('ed25519');
const { privateKey: nextKey } = generateKeyPairSync('ed25519');
const { privateKey: witnessKey } = generateKeyPairSync('ed25519');
const cosigner = noteKey('auditors.example/1', witnessKey, 'witness');

/** A log of numbered leaves; one of another `salt` has others from the beginning. */
class Grown {
  private readonly tiles = new Map<string, Buffer>();
  readonly cosigned: { size: number; lines: string }[] = [];
  private readonly edge = Edge.of(0, async () => Buffer.alloc(0));

  constructor(private readonly salt = '') {}

  async grow(count: number, key: KeyObject | readonly KeyObject[] = logKey, name = origin): Promise<KeptCheckpoint> {
    const edge = await this.edge;
    const leaves = Array.from({ length: count }, (_, n) => leafHash(`${this.salt}${edge.size + n}`));
    for (const { level, index, hashes } of edge.grow(leaves)) this.tiles.set(`${level}/${index}`, hashes);
    const head = { origin: name, size: edge.size, root: edge.root() };
    const note = signNote(checkpointText({ ...head, extensions: [] }), name, [key].flat(), 1);
    return { ...head, note, epoch: 0, position: undefined, eventId: undefined };
  }

  tile = async (_epoch: number, { level, index, width }: TileName): Promise<Buffer | undefined> =>
    this.tiles.get(`${level}/${index}`)?.subarray(0, 32 * width);
  cosign = async ({ size }: Pick<KeptCheckpoint, 'size'>, lines: string): Promise<void> =>
    void this.cosigned.push({ size, lines });

  async asks(old: number, { size, note }: KeptCheckpoint): Promise<string> {
    const tree = new TiledTree(async (tile) => (await this.tile(0, tile))!);
    return formatAddCheckpoint({ old, proof: await tree.consistency(old, size), note });
  }
}

interface Started {
  readonly name: string;
  readonly key: KeyObject;
  readonly logs: readonly KeyObject[];
}

let now = 1_796_000_000_000;
let directory: string;
let server: WitnessServer;
let url: string;
const start = async ({ name, key, logs = [logKey, nextKey] }: Partial<Started> = {}) => {
  const heads = await HeadsFile.open(join(directory, 'heads.json'));
  server = new WitnessServer({
    name: name ?? cosigner.name,
    key: key ?? witnessKey,
    logs: new Map([[origin, logs.map((each) => noteKey(origin, each))]]),
    heads,
    now: () => now,
  });
  url = await server.listen('127.0.0.1', 0);
};
beforeEach(async () => {
  now = 1_796_000_000_000;
  directory = await mkdtemp(join(tmpdir(), 'realname-witness-'));
  await start();
});
afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});
const post = async (body: string) => {
  const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};
const conflict = (size: number) => ({ status: 409, type: 'text/x.tlog.size', text: `${size}\n` });

describe('a witness (C2SP tlog-witness)', () => {
  it('cosigns what continues what it cosigned last, also the same again', async () => {
    const log = new Grown();
    let old = 0;
    for (const count of [0, 1, 6, 0, 300, 70_000]) {
      const checkpoint = await log.grow(count);
      const { status, text } = await post(await log.asks(old, checkpoint));
      expect(status).toBe(200);
      expect(isSignedBy(parseNote(checkpoint.note + text), cosigner)).toBe(true);
      old = checkpoint.size;
    }
  });

  it('refuses a log that went back, or another one of the same size, and tells what it cosigned', async () => {
    const [log, other] = [new Grown(), new Grown('other')];
    const [earlier, later] = [await log.grow(5), await log.grow(5)];
    expect((await post(await log.asks(0, later))).status).toBe(200);
    expect(await post(await log.asks(5, earlier))).toEqual(conflict(10));
    expect(await post(await log.asks(0, later))).toEqual(conflict(10));
    await other.grow(10);
    expect(await post(await other.asks(10, await other.grow(0)))).toEqual(conflict(10));
    expect((await post(await other.asks(10, await other.grow(7)))).status).toBe(422);
    const proofless = await log.grow(3);
    expect((await post(formatAddCheckpoint({ old: 10, proof: [], note: proofless.note }))).status).toBe(422);
    expect((await post(await log.asks(10, proofless))).status).toBe(200);
  });

  it('keeps what it cosigned over a restart, and does not start without being able to read it', async () => {
    const log = new Grown();
    await post(await log.asks(0, await log.grow(4)));
    await server.close();
    await start();
    const later = await log.grow(4);
    expect(await post(await log.asks(0, later))).toEqual(conflict(4));
    expect((await post(await log.asks(4, later))).status).toBe(200);
    const file = join(directory, 'heads.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([{ origin, size: 8 }]);
    await writeFile(file, '{');
    await expect(HeadsFile.open(file)).rejects.toThrow(file);
  });

  it('of two at once cosigns one after the other, never going back', async () => {
    const log = new Grown();
    const [small, large] = [await log.grow(3), await log.grow(4)];
    const answers = await Promise.all([post(await log.asks(0, large)), post(await log.asks(0, small))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('knows a log that changes its key by either', async () => {
    const log = new Grown();
    expect((await post(await log.asks(0, await log.grow(3)))).status).toBe(200);
    expect((await post(await log.asks(3, await log.grow(3, nextKey)))).status).toBe(200);
  });

  it('knows its logs by origin and key, and no body but that of the specification', async () => {
    const log = new Grown();
    const { privateKey: foreign } = generateKeyPairSync('ed25519');
    expect((await post(await log.asks(0, await log.grow(2, logKey, 'other.example/log')))).status).toBe(404);
    const forged = await log.grow(0, foreign);
    expect((await post(await log.asks(0, forged))).status).toBe(403);
    const checkpoint = await log.grow(0);
    const whole = await log.asks(0, checkpoint);
    const bad = [
      '',
      'old 0\n',
      whole.replace('old 0', 'old 00'),
      whole.replace('old 0', 'old 0\nAAAA'),
      whole.replace('old 0', `old ${checkpoint.size + 1}`),
      whole.slice(0, -2),
    ];
    for (const body of bad) expect([body, (await post(body)).status]).toEqual([body, 400]);
    expect((await post('x'.repeat(70_000))).status).toBe(413);
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}/other`)).status).toBe(404);
    expect((await post(whole)).status).toBe(200);
  });
});

describeWithMlDsa('a witness and a log with keys of ML-DSA-44', () => {
  const [witness6, log6] = [makePrivateKey('ml-dsa-44'), makePrivateKey('ml-dsa-44')];
  const cosigner6 = noteKey('supervisor.example/1', witness6, 'witness');
  const restart = async (logs: readonly KeyObject[]) => {
    await server.close();
    await start({ name: cosigner6.name, key: witness6, logs });
  };

  it('cosigns a log that it knows by either key, with the time, and refuses it where a line of a known key is wrong', async () => {
    const log = new Grown();
    await restart([log6]);
    const checkpoint = await log.grow(3, [logKey, log6]);
    const { status, text } = await post(await log.asks(0, checkpoint));
    expect([status, text.length]).toEqual([200, expect.any(Number)]);
    expect(isSignedBy(parseNote(checkpoint.note + text), cosigner6)).toBe(true);
    expect((await post(await log.asks(3, await log.grow(1)))).status).toBe(403);

    await restart([logKey, log6]);
    const next = await log.grow(1, [logKey, log6]);
    const { text: signed, signatures } = parseNote(next.note);
    const forged = signatures.map(({ bytes, ...line }, n) =>
      formatSignature({ ...line, bytes: n === 0 ? (bytes.toReversed() as Buffer) : bytes }),
    );
    const wrong = { ...next, note: `${signed}\n${forged.join('')}` };
    expect((await post(await log.asks(3, wrong))).status).toBe(403);
    expect((await post(await log.asks(3, next))).status).toBe(200);
  });

  it('is asked by the service, which keeps its cosignature, and none without its time', async () => {
    const log = new Grown();
    await restart([logKey]);
    const { signal } = new AbortController();
    const said: string[] = [];
    const policy = parsePolicy(`witness supervisor ${vkeyOf(cosigner6)} ${url}\nquorum supervisor`);
    const cosigning = new Cosigning(
      policy,
      log,
      (_, message, fields) => void said.push(`${message}: ${(fields as { error?: Error }).error?.message}`),
    );
    const checkpoint = await log.grow(3, [logKey, log6]);
    cosigning.offer(checkpoint);
    now = 0;
    await cosigning.round(signal);
    expect([log.cosigned, said]).toEqual([[], ['a witness did not cosign: gave a cosignature without its time']]);
    now = 1_796_000_000_000;
    await cosigning.round(signal);
    expect(log.cosigned.map(({ size }) => size)).toEqual([3]);
    expect(isSignedBy(parseNote(checkpoint.note + log.cosigned[0]!.lines), cosigner6)).toBe(true);
  });
});

describe('asking witnesses to cosign', () => {
  const policyOf = (...urls: string[]) =>
    parsePolicy(
      [
        `witness auditors ${vkeyOf(cosigner)} ${urls[0]}`,
        `witness away ${vkeyOf(noteKey('away.example', generateKeyPairSync('ed25519').publicKey, 'witness'))} http://127.0.0.1:9`,
        'group any-one any auditors away',
        'quorum any-one',
      ].join('\n'),
    );
  const { signal } = new AbortController();

  it('keeps a valid cosignature with the newest checkpoint; a witness that is away holds up nothing and is told once', async () => {
    const log = new Grown();
    const said: string[] = [];
    let now = 0;
    const told = (level: string, message: string, fields?: { witness?: unknown }) =>
      void said.push(`${level} ${message} ${fields?.witness}`);
    const cosigning = new Cosigning(policyOf(url), log, told, () => now);
    await cosigning.round(signal);
    for (const count of [3, 0, 300]) {
      const checkpoint = await log.grow(count);
      cosigning.offer(checkpoint);
      now += 1_000;
      await cosigning.round(signal);
      const kept = log.cosigned.at(-1)!;
      expect(kept.size).toBe(checkpoint.size);
      expect(isSignedBy(parseNote(checkpoint.note + kept.lines), cosigner)).toBe(true);
    }
    expect(log.cosigned.map(({ size }) => size)).toEqual([3, 303]);
    expect(cosigning.silence()).toEqual([
      { witness: 'auditors', ms: 0 },
      { witness: 'away', ms: 3_000 },
    ]);
    expect(said).toEqual(['warn a witness did not cosign away']);
  });

  it('begins where the witness is, after another instance asked before', async () => {
    const log = new Grown();
    await post(await log.asks(0, await log.grow(5)));
    const cosigning = new Cosigning(policyOf(url), log);
    cosigning.offer(await log.grow(5));
    await cosigning.round(signal);
    expect(log.cosigned.map(({ size }) => size)).toEqual([10]);
  });

  it('gets none for a log that went back, and says so', async () => {
    const log = new Grown();
    await post(await log.asks(0, await log.grow(50)));
    const restored = new Grown();
    const said: string[] = [];
    const cosigning = new Cosigning(
      policyOf(url),
      restored,
      (_, message, fields) =>
        void said.push(
          `${message} ${(fields as { witness: string }).witness}: ${(fields as { error: Error }).error.message}`,
        ),
    );
    cosigning.offer(await restored.grow(20));
    await cosigning.round(signal);
    expect(restored.cosigned).toEqual([]);
    expect(said).toContain('a witness did not cosign auditors: has cosigned 50 events, more than there are');
  });
});
