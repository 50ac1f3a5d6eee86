import { ConstantBackoff, ExponentialBackoff, handleWhen, retry, wrap } from 'cockatiel';
import { isBroken, isUndone } from './errors.js';

const whenUndone = retry(handleWhen(isUndone), {
  maxAttempts: 3,
  backoff: new ExponentialBackoff({ initialDelay: 10, maxDelay: 100 }),
});
const whenBroken = retry(handleWhen(isBroken), { maxAttempts: 1, backoff: new ConstantBackoff(0) });
const whenEither = wrap(whenBroken, whenUndone);

/** Runs `work`, one statement, again when the server says that it did nothing of it and may do it another time. */
export const againWhenUndone = <T>(work: () => Promise<T>): Promise<T> => whenUndone.execute(work);

/** The same, and once more when its connection broke, as after a restart of the server: only for what may be repeated. */
export const againWhenBroken = <T>(work: () => Promise<T>): Promise<T> => whenEither.execute(work);
