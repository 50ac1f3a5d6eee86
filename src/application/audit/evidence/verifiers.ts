import type { EvidenceFile } from './archive.js';

/** The programs that verify an archive offline, `verify.sh` and `verify.mjs`, as they go into it. */
export class OfflineVerifiers {
  constructor(readonly files: readonly EvidenceFile[]) {}
}
