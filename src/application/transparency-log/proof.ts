import type { ProvedEvent } from '../ports/transparency-log.js';
import { NotANote } from './not-a-note.js';

const header = 'c2sp.org/tlog-proof@v1';

/** A file `.tlog-proof`, as C2SP tlog-proof writes it. */
export const formatProof = ({ index, hashes, checkpoint }: ProvedEvent): string =>
  [header, `index ${index}`, ...hashes.map((hash) => hash.toString('base64')), '', checkpoint].join('\n');

/** Reads a file `.tlog-proof`; verifies nothing. @throws NotANote */
export const parseProof = (proof: string): ProvedEvent => {
  const end = proof.indexOf('\n\n');
  const [first, ...lines] = proof.slice(0, Math.max(0, end)).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
  const hashes = lines.map((line) => Buffer.from(line, 'base64'));
  const areHashes =
    hashes.length <= 63 && hashes.every((hash, n) => hash.length === 32 && hash.toString('base64') === lines[n]);
  if (first !== header || index === undefined || !areHashes) throw new NotANote('not a tlog-proof');
  return { index: Number(index), hashes, checkpoint: proof.slice(end + 2) };
};
