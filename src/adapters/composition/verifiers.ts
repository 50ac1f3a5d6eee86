import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { OfflineVerifiers } from '../../application/audit/evidence/verifiers.js';

const folder = join(dirname(findPackageJSON('..', import.meta.url)!), 'verifier');

export const verifierPath = (name: 'verify.mjs' | 'verify.sh'): string => join(folder, name);

/** The programs beside the service's own files. @throws Error where they are not there */
export const loadVerifiers = (): OfflineVerifiers =>
  new OfflineVerifiers(
    (['verify.mjs', 'verify.sh'] as const).map((path) => ({ path, bytes: readFileSync(verifierPath(path)) })),
  );
