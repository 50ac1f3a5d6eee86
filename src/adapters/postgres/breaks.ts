import type { KnownLog } from '../../application/ports/known-log.js';
import { isUnavailable, orUnavailable } from '../postgres-server/errors.js';
import { againWhenBroken } from '../postgres-server/retry.js';

/** A statement on the log, sent once more when its connection broke. Whoever remembers the log hears of each failure. @throws DependencyUnavailable */
export const toldWhenBroken = <T>(known: KnownLog, work: () => Promise<T>): Promise<T> =>
  orUnavailable(
    () =>
      againWhenBroken(() =>
        work().catch((error: unknown) => {
          if (isUnavailable(error)) known.broke();
          throw error;
        }),
      ),
    'event store',
  );
