import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { verifierPath } from '../verifiers.js';
import type { Report } from './report.js';

export interface Anchors {
  /** Files of root certificates, PEM. */
  readonly ca: readonly string[];
  /** Verifier keys, or files of them. */
  readonly logKey: readonly string[];
  /** Files of root certificates of time-stamps, PEM. */
  readonly tsaCa: readonly string[];
}

/** Verifies an evidence archive by the very program that lies in it. @throws Error where that says nothing */
export const verifyArchive = async (archive: string, { ca, logKey, tsaCa }: Anchors): Promise<Report> => {
  const anchors = [
    ...ca.flatMap((path) => ['--ca', path]),
    ...logKey.flatMap((key) => ['--log-key', key]),
    ...tsaCa.flatMap((path) => ['--tsa-ca', path]),
  ];
  const program = verifierPath('verify.mjs');
  const args = [program, ...anchors, '--json', archive];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
  if (stdout === '') throw new Error(stderr.trim());
  const data = JSON.parse(stdout) as { readonly verdict: string };
  const { linesOf } = await import(pathToFileURL(program).href);
  return {
    found: data.verdict === 'TOTAL-FAILED',
    ...(data.verdict === 'INDETERMINATE' && { cannotTell: true }),
    lines: linesOf(data),
    data,
  };
};
