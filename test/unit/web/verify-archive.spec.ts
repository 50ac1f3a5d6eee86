import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { verifierPath } from '../../../src/adapters/composition/verifiers.js';
import type { Files } from '../../../web/src/audit/verification/archive.js';
import { certificatesIn } from '../../../web/src/audit/verification/certificates.js';
import { parseLogKey } from '../../../web/src/audit/verification/transparency-log.js';
import { verifyArchive } from '../../../web/src/audit/verification/verify-archive.js';
import { EvidenceWorld } from '../evidence/evidence.fixture.js';
import { newAuthority } from '../pki/pki.fixture.js';

let world: EvidenceWorld;
let files: Files;
let vkey: string;
// biome-ignore lint/suspicious/noExplicitAny: the archive’s own program has no types
let program: any;
beforeAll(async () => {
  world = await EvidenceWorld.withSignedRequest();
  files = new Map([...(await world.export())].map(([path, bytes]) => [path, Uint8Array.from(bytes)]));
  vkey = await world.log.vkey();
  program = await import(pathToFileURL(verifierPath('verify.mjs')).href);
});

const words = ({ verdict, findings }: Awaited<ReturnType<typeof verifyArchive>>): string =>
  [verdict, ...[...new Set(findings.map(({ subIndication }) => subIndication))].sort()].join(' ');

/** What the browser says. */
const said = async (archive: Files, logKey: string | undefined = vkey, ca = world.authority.caPem): Promise<string> =>
  words(await verifyArchive(archive, { ca: certificatesIn(ca), logKeys: logKey ? [await parseLogKey(logKey)] : [] }));

/** Without roots: what the archive's own program says. */
const saidByProgram = (archive: Files): string => {
  const buffers = new Map([...archive].map(([path, bytes]) => [path, Buffer.from(bytes)]));
  const { verdict, subIndications } = program.verifyFiles(buffers, { ca: [], logKeys: [program.parseVkey(vkey)] });
  return [verdict, ...subIndications].join(' ');
};

describe('an archive verified in the browser (F29)', () => {
  it('F29 is believed with the auditor’s own anchors alone', async () => {
    expect(await said(files)).toBe('TOTAL-PASSED');
    const { documents, places, log } = await verifyArchive(files, {
      ca: certificatesIn(world.authority.caPem),
      logKeys: [await parseLogKey(vkey)],
    });
    expect(documents.map(({ verdict }) => verdict)).toEqual(['TOTAL-PASSED', 'TOTAL-PASSED']);
    expect(places.at(-1)!.index).toBeLessThan(log!.index);
    expect(await said(files, '')).toBe('INDETERMINATE NO_POE');
    const { authority } = await newAuthority();
    expect(await said(files, vkey, authority.caPem)).toBe('INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND');
    const anotherLog = await (await EvidenceWorld.withSignedRequest()).log.vkey();
    expect(await said(files, anotherLog)).toBe('TOTAL-FAILED NOT_IN_LOG');
    await expect(parseLogKey(vkey.replace('+', '+0'))).rejects.toThrow();
  });

  it('F29 gets the verdict of verify.mjs for each file that is missing or altered', async () => {
    const different: string[] = [];
    for (const [path, bytes] of files) {
      const missing = new Map([...files].filter(([each]) => each !== path));
      const flipped = Uint8Array.from(bytes);
      flipped[Math.floor(bytes.length / 2)]! ^= 1;
      for (const archive of [missing, new Map(files).set(path, flipped)]) {
        const [own, its] = [await said(archive, vkey, ''), saidByProgram(archive)];
        if (own !== its) different.push(`${path}: ${own}, not ${its}`);
      }
    }
    expect(different).toEqual([]);
  });

  it('F29 tells an erased document from one that is missing', async () => {
    await world.erase();
    const erased = new Map([...(await world.export())].map(([path, bytes]) => [path, Uint8Array.from(bytes)]));
    expect(await said(erased, vkey, '')).toBe(saidByProgram(erased));
    expect(await said(erased)).toBe('INDETERMINATE ERASED');
  });
});
