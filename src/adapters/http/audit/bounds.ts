import type { Bound } from '../../../application/audit/folds.js';
import { toInstant } from '../../../domain/shared/instant.js';
import { isRevision } from '../fields.js';
import { ThingParam } from '../params.js';

/** A stream's name in the path; one that cannot be any names nothing. */
export const StreamName = () =>
  ThingParam('stream', (name) => /^[A-Za-z]{1,40}-[A-Za-z0-9._@-]{1,80}$/.test(name), 'stream.not-found');

/** A revision, or an instant, as `RevisionOrInstant` let it pass. */
export const boundOf = (text: string): Bound => (isRevision(text) ? BigInt(text) : toInstant(Date.parse(text)));
