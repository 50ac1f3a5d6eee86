import { readFileSync } from 'node:fs';
import { type Policy, parsePolicy } from '../../application/transparency-log/policy.js';

/** @param path of a file of C2SP tlog-policy @throws Error that names the variable, the file and the line */
export const loadTlogPolicy = (path: string): Policy => {
  try {
    return parsePolicy(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`TLOG_POLICY_FILE: ${path}: ${(error as Error).message}`, { cause: error });
  }
};
