import { zipSync } from 'fflate';
import type { Instant } from '../../../domain/shared/instant.js';
import { sha256 } from '../../core/ids.js';

export interface EvidenceFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const textFile = (path: string, text: string): EvidenceFile => ({ path, bytes: Buffer.from(text) });

export const jsonFile = (path: string, value: unknown): EvidenceFile =>
  textFile(path, `${JSON.stringify(value, null, 2)}\n`);

export const zipOf = (files: readonly EvidenceFile[], at: Instant): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])), { mtime: at });

/** RFC 7468. */
export const pemOf = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
};

/** What `openssl dgst -sha256 -r <files>` prints of these. */
export const digestList = (files: readonly EvidenceFile[]): string =>
  files.map(({ path, bytes }) => `${sha256(bytes)} *${path}\n`).join('');

const byPath = (a: EvidenceFile, b: EvidenceFile): number => (a.path < b.path ? -1 : 1);

/** The SHA-256 of every file, whose own is in the fact of the export: what is not listed here is not of the archive. */
export const manifestOf = (
  changeRequestId: string,
  exportedAt: Instant,
  files: readonly EvidenceFile[],
): EvidenceFile => {
  const digests = [...files].sort(byPath).map(({ path, bytes }) => [path, sha256(bytes)]);
  return jsonFile('manifest.json', {
    format: 'realname evidence v2',
    changeRequestId,
    exportedAt,
    files: Object.fromEntries(digests),
  });
};
