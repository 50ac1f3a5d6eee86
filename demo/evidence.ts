import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import type { Report } from './report.js';

const run = promisify(execFile);

/** Writes what is in an archive below a folder, which is made. */
export const unpackArchive = async (archive: Uint8Array, folder: string): Promise<void> => {
  for (const [path, content] of Object.entries(unzipSync(archive))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
};

/** What both offline verifiers say of the evidence of a request, by the published root and the log's key. */
export const evidenceVerdicts = async (report: Report, baseUrl: string, changeRequestId: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'realname-evidence-'));
  const [zip, archive, ca] = [join(folder, 'evidence.zip'), join(folder, 'archive'), join(folder, 'ca.pem')];
  try {
    const bytes = await report.evidence(changeRequestId);
    await writeFile(zip, bytes);
    await unpackArchive(bytes, archive);
    await writeFile(ca, await (await fetch(`${baseUrl}/pki/ca.pem`)).text());
    // An auditor has the log's key from whom they trust.
    const key = (await readFile(join(archive, 'log.vkey'), 'utf8')).trim();
    const anchors = ['--ca', ca, '--log-key', key];
    report.line(`evidence.zip, ${bytes.length} bytes, with ca.pem from /pki/ca.pem and the log's key`);
    for (const [name, program, args] of [
      ['sh verify.sh --ca ca.pem --log-key …', 'sh', ['verifier/verify.sh', ...anchors, archive]],
      [
        'node verify.mjs --ca ca.pem --log-key … evidence.zip',
        process.execPath,
        ['verifier/verify.mjs', ...anchors, zip],
      ],
    ] as const) {
      const { stdout } = await run(program, args);
      report.line(`$ ${name}`);
      for (const line of stdout.trim().split('\n')) report.line(`  ${line}`);
      assert.match(stdout, /^TOTAL-PASSED$/m);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
