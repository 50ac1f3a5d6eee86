import { describe, it } from '@jest/globals';
import { isAvailable } from '../../src/application/transparency-log/key-algorithms.js';

/** Tests of ML-DSA-44 are skipped, and say so, where this Node.js has none (before 24.6). */
export const hasMlDsa = isAvailable('ml-dsa-44');

export const itWithMlDsa = hasMlDsa ? it : it.skip;

/** Not even the body runs where there is none. */
export const describeWithMlDsa = (name: string, body: () => void): void =>
  describe(name, hasMlDsa ? body : () => it.skip('needs ML-DSA-44, Node.js 24.6 or later', () => {}));
