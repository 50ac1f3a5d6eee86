import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifierPath } from '../../../src/adapters/composition/verifiers.js';
import { SealsWritten } from '../../../src/application/core/event-codec.js';
import { agent, customer, mobile } from '../histories.js';
import { documentIds, EvidenceWorld, eventOf, forged, textOf, unpacked } from './evidence.fixture.js';

type Files = ReadonlyMap<string, Uint8Array>;
interface Disclosures {
  disclosures: { event: string; disclosure: [salt: string, field: string, value: unknown] }[];
  notProvable: { event: string; field: string }[];
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

let verifyFiles: (
  files: Files,
  trusted: object,
) => { verdict: string; subIndications: string[] } & Record<string, unknown>;
let world: EvidenceWorld;
let files: Files;
beforeAll(async () => {
  ({ verifyFiles } = await import(pathToFileURL(verifierPath('verify.mjs')).href));
  world = await EvidenceWorld.withSignedRequest();
  files = await world.export();
});

const disclosuresIn = (archive: Files): Disclosures => JSON.parse(textOf(archive, 'disclosures.json'));
/** Manifest and fact of the export are made anew: the disclosures are judged by what the events say. */
const withDisclosures = (text: string, of = files) =>
  forged(of, (all) => void all.set('disclosures.json', Buffer.from(text)));
const rewritten = (change: (content: Disclosures) => void): Files => {
  const content = disclosuresIn(files);
  change(content);
  const list = (items: readonly unknown[]) => items.map((each) => JSON.stringify(each)).join(',\n');
  return withDisclosures(
    `{\n"disclosures": [\n${list(content.disclosures)}\n],\n"notProvable": [\n${list(content.notProvable)}\n]\n}\n`,
  );
};

const swap = (one: Disclosures['disclosures'][0], two: Disclosures['disclosures'][0]): void => {
  for (const part of [0, 2] as const) {
    const kept = one.disclosure[part];
    one.disclosure.splice(part, 1, two.disclosure[part]);
    two.disclosure.splice(part, 1, kept);
  }
};

/** By Node without trusted keys; by a shell what it says. */
const judged = (archive: Files) => verifyFiles(buffers(archive), { ca: [], logKeys: [] });
const byShell = (archive: Files): readonly string[] => {
  const folder = unpacked(archive);
  folders.push(folder);
  return spawnSync('sh', [verifierPath('verify.sh'), folder], { encoding: 'utf8' }).stdout.split('\n');
};
const buffers = (archive: Files) => new Map([...archive].map(([path, bytes]) => [path, Buffer.from(bytes)]));

describe('disclosures of an archive (F29)', () => {
  it('F29 name, numbers, the new value and the agent are shown in clear, each proved by a digest in its event', () => {
    const values = disclosuresIn(files).disclosures.map(({ disclosure: [, field, value] }) => [field, value]);
    expect(Object.fromEntries(values)).toEqual({
      customerNumber: customer.customerNumber,
      name: customer.name,
      idNumber: customer.idNumber,
      phone: mobile,
      agent,
    });
    const told = values.map(([field, value]) => `${field}: ${JSON.stringify(value)}`);
    const { verdict, disclosed, notProvable } = judged(files);
    expect(verdict).toBe('INDETERMINATE');
    expect(disclosed).toHaveLength(5);
    expect(notProvable).toEqual([]);
    const lines = byShell(files);
    for (const each of told) expect(lines.map((line) => line.replace(/^events\/\d+ /, ''))).toContain(each);
    expect(textOf(files, 'certificate.html')).toContain(
      `（${eventOf(files, 'VideoVerificationPassed')} 可证明 provable）`,
    );
    expect(textOf(files, 'certificate.html')).not.toContain('由服务显示，不可证明');
  });

  it.each<[string, (content: Disclosures) => void]>([
    ['an altered value', ({ disclosures: [one] }) => void one!.disclosure.splice(2, 1, '李四')],
    ['an altered salt', ({ disclosures: [, two] }) => void two!.disclosure.splice(0, 1, 'A'.repeat(22))],
    ['another field', ({ disclosures: [, two] }) => void two!.disclosure.splice(1, 1, 'idAddress')],
    ['another event', ({ disclosures }) => void disclosures.splice(0, 1, { ...disclosures[0]!, event: 'events/0001' })],
    ['two that were swapped', ({ disclosures: [one, two] }) => swap(one!, two!)],
  ])('F29 %s is noticed, whoever made the manifest anew', (_, change) => {
    const noticed = { verdict: 'TOTAL-FAILED', subIndications: expect.arrayContaining(['HASH_FAILURE']) };
    expect(judged(rewritten(change))).toMatchObject(noticed);
  });

  it('F29 a shell notices each that was altered or swapped, or is of another archive', async () => {
    const others = disclosuresIn(await (await EvidenceWorld.withSignedRequest()).export()).disclosures;
    const archive = rewritten(({ disclosures }) => {
      swap(disclosures[0]!, disclosures[1]!);
      disclosures[2]!.disclosure[2] = '李四';
      disclosures.splice(3, 1, others[3]!);
    });
    const [verdict, ...lines] = byShell(archive);
    expect(verdict).toMatch(/^TOTAL-FAILED HASH_FAILURE/);
    const named = lines.filter((line) => line.endsWith('is not the value that disclosures.json shows'));
    expect(named).toHaveLength(4);
    const { findings } = judged(archive) as unknown as { findings: { subIndication: string }[] };
    expect(findings.filter(({ subIndication }) => subIndication === 'HASH_FAILURE')).toHaveLength(4);
  });

  it('F29 every byte that was altered is noticed, by the manifest and without it', () => {
    const bytes = Buffer.from(files.get('disclosures.json')!);
    const known = buffers(files);
    const unnoticed: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at]! ^= 1;
      for (const archive of [
        new Map(known).set('disclosures.json', altered),
        buffers(forged(files, (all) => void all.set('disclosures.json', altered))),
      ])
        if (judged(archive).verdict !== 'TOTAL-FAILED') unnoticed.push(`${at}`);
    }
    expect(unnoticed).toEqual([]);
  });

  it('F29 what older events have no digest of is shown by the service, and said not to be provable', async () => {
    const older = await EvidenceWorld.withSignedRequest(new SealsWritten(1));
    const archive = await older.export();
    const { disclosures, notProvable } = disclosuresIn(archive);
    expect(disclosures).toEqual([]);
    expect(notProvable.map(({ field }) => field).sort()).toEqual([
      'agent',
      'customerNumber',
      'idNumber',
      'name',
      'phone',
    ]);
    expect(judged(archive)).toMatchObject({ verdict: 'INDETERMINATE', notProvable });
    const { event } = notProvable.find(({ field }) => field === 'agent')!;
    expect(byShell(archive)).toContain(`${event} agent: shown by the service, not provable`);
    expect(textOf(archive, 'certificate.html').match(/由服务显示，不可证明/g)).toHaveLength(3);
  });

  it('P1, F29 without the documents nothing of the request is disclosed', async () => {
    const lost = await EvidenceWorld.withSignedRequest();
    for (const id of documentIds) lost.objects.bytes.delete(`object of ${id}`);
    const { disclosures, notProvable } = disclosuresIn(await lost.export());
    expect(disclosures.map(({ disclosure: [, field] }) => field)).toEqual(['agent']);
    expect(notProvable.map(({ field }) => field).sort()).toEqual(['idNumber', 'name']);
  });

  it('P2, F29 after an erasure nothing is disclosed, and what was before still proves', async () => {
    const erased = await EvidenceWorld.withSignedRequest();
    const before = await erased.export();
    await erased.erase();
    const after = await erased.export();
    expect(disclosuresIn(after)).toEqual({ disclosures: [], notProvable: [] });
    expect(judged(after).subIndications).toContain('ERASED');
    expect(byShell(after)[0]).toMatch(/^INDETERMINATE ERASED/);
    expect(judged(before)).toMatchObject({
      verdict: 'INDETERMINATE',
      disclosed: expect.arrayContaining([expect.objectContaining({ value: customer.name })]),
    });
    for (const [path, bytes] of after)
      expect([path, Buffer.from(bytes).includes(customer.name)]).toEqual([path, false]);
  });

  it('F29 an archive of before there were disclosures verifies as it did', () => {
    const first = forged(files, (all) => void all.delete('disclosures.json'));
    expect(judged(first)).toMatchObject({ verdict: 'INDETERMINATE', disclosed: [] });
    expect(byShell(first)[0]).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND NO_POE');
  });
});
