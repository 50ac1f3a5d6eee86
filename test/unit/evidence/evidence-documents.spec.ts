import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { documentIds, EvidenceWorld, textOf, unpacked, verdictsOf } from './evidence.fixture.js';

let world: EvidenceWorld;
const folders: string[] = [];
beforeEach(async () => {
  world = await EvidenceWorld.withSignedRequest();
});
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The README of an archive, and its commands with what they say in the folder of the archive. */
const examined = async (change: (files: Map<string, Uint8Array>) => void = () => {}) => {
  const files = new Map(await world.export());
  change(files);
  const folder = unpacked(files);
  folders.push(folder);
  const readme = textOf(files, 'README.md');
  const verdicts = verdictsOf(readme, folder);
  return { files, readme, verdicts, failing: verdicts.flatMap(({ command, ok }) => (ok ? [] : [command])) };
};
const [application] = documentIds;

describe('documents in the evidence archive (F29)', () => {
  it('F29 every command of the README finds all well', async () => {
    const { failing, readme } = await examined();
    expect(failing).toEqual([]);
    expect(readme).not.toMatch(/is missing|is erased/);
  });

  it('F29 a lost document is missing, not erased: its signature still verifies, without the document', async () => {
    world.objects.bytes.delete(`object of ${application}`);
    const { files, readme, failing, verdicts } = await examined();
    expect(files.has(`documents/${application}.html`)).toBe(false);
    expect(readme).toContain('The document is missing: it was lost');
    expect(readme).not.toContain('is erased');
    expect(failing).toEqual([]);
    expect(verdicts.filter(({ command }) => command.includes(`signatures/${application}.p7s`))).toHaveLength(4);
  });

  it('F29 a document whose data key is gone without an erasure is missing, not erased', async () => {
    await world.keys.destroy('futures/0038/0b6f5a0e-0000-4000-8000-000000000001');
    const { readme } = await examined();
    expect(readme).toContain('The document is missing');
    expect(readme).not.toContain('is erased');
  });

  it('P2, F29 after an erasure the documents are erased, and commands still verify their signatures', async () => {
    await world.erase();
    const { files, readme, failing, verdicts } = await examined();
    expect([...files.keys()].filter((path) => path.endsWith('.html') && path.startsWith('documents/'))).toEqual([]);
    expect(readme).toContain('The document is erased');
    expect(readme).not.toContain('is missing');
    expect(failing).toEqual([]);
    expect(verdicts.filter(({ command }) => /openssl cms .*-no_content_verify/.test(command))).toHaveLength(4);
  });

  it('P2, F29 erased means erased even where the object is gone as well', async () => {
    await world.erase();
    world.objects.bytes.clear();
    expect((await examined()).readme).not.toContain('is missing');
  });

  it.each(['digest', 'signature'])('P2, F29 after an erasure an altered %s is found out', async (part) => {
    await world.erase();
    const path = `signatures/${application}.p7s`;
    const { failing } = await examined((files) => {
      const bytes = Buffer.from(files.get(path)!);
      const digest = Buffer.from(
        /SHA-256 of the document: `([0-9a-f]{64})`/.exec(textOf(files, 'README.md'))![1]!,
        'hex',
      );
      bytes[part === 'digest' ? bytes.indexOf(digest) : bytes.length - 3]! ^= 1;
      files.set(path, bytes);
    });
    expect(failing.length).toBeGreaterThan(0);
    for (const command of failing) expect(command).toContain(path);
  });
});
