import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { unpackArchive } from '../demo/evidence.js';
import { signInStaff } from '../demo/main-job.js';
import { percentiles } from './measure.js';
import type { Row } from './table.js';

const run = promisify(execFile);
const [exports, judgements] = [10, 5];
/** Milliseconds after which the log is quiet again: heads are signed at most once a second. */
const quietAfter = 1_500;

/** The evidence of a finished request: made by the service, and judged by each verifier as whoever got it does. */
export const archiveFigures = async (baseUrl: string, changeRequestId: string): Promise<Row[]> => {
  const { auditor } = await signInStaff(baseUrl);
  const headers = { 'x-audit-reason': 'measurement of archives' };
  const params = { path: { id: changeRequestId } };
  const exported = async (): Promise<Uint8Array> => {
    const { data, response } = await auditor.GET('/v1/audit/change-requests/{id}/evidence', {
      params,
      headers,
      parseAs: 'arrayBuffer',
    });
    if (!response.ok) throw new Error(`evidence: ${response.status}`);
    return new Uint8Array(data as unknown as ArrayBuffer);
  };
  const archive = await exported();
  const made = await times(exports, exported, quietAfter);
  const folder = await mkdtemp(join(tmpdir(), 'realname-bench-evidence-'));
  try {
    await unpackArchive(archive, join(folder, 'archive'));
    const root = join(folder, 'root.pem');
    await writeFile(root, await (await fetch(`${baseUrl}/pki/ca.pem`)).text());
    const anchors = ['--ca', root, '--log-key', join(folder, 'archive', 'log.vkey'), join(folder, 'archive')];
    const judgedBy = (program: string, verifier: string) =>
      times(judgements, () => run(program, [join('verifier', verifier), ...anchors]));
    return [
      { name: `evidence archive made, log quiet, ${archive.length} bytes`, ...made },
      { name: '– judged by verify.mjs', ...(await judgedBy(process.execPath, 'verify.mjs')) },
      { name: '– judged by verify.sh', ...(await judgedBy('sh', 'verify.sh')) },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** One after another, with a pause before each; what is not well ends the measurement. */
const times = async (
  rounds: number,
  work: () => Promise<unknown>,
  before = 0,
): Promise<{ p50: number; p99: number }> => {
  const durations: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause(before);
    const from = performance.now();
    await work();
    durations.push(performance.now() - from);
  }
  return percentiles(durations);
};
