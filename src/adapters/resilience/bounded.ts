import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/**
 * Runs `atOnce` works at the same time; `waiting` more wait in line.
 * @throws DependencyUnavailable for what comes beyond that
 */
export const bounded = (what: string, { atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }) => {
  const policy = bulkhead(atOnce, waiting);
  return async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await policy.execute(work);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? new DependencyUnavailable(what, { cause: error }) : error;
    }
  };
};
