import { ConstantBackoff, ExponentialBackoff, handleWhen, retry, wrap } from 'cockatiel';
import { isBroken, isRolledBack } from './errors.js';

const whenRolledBack = retry(handleWhen(isRolledBack), {
  maxAttempts: 3,
  backoff: new ExponentialBackoff({ initialDelay: 10, maxDelay: 100 }),
});
const whenBroken = retry(handleWhen(isBroken), { maxAttempts: 1, backoff: new ConstantBackoff(0) });
const whenEither = wrap(whenBroken, whenRolledBack);

/** Runs `work`, one statement, again when the server rolled it back because of others: it has done nothing then. */
export const againWhenRolledBack = <T>(work: () => Promise<T>): Promise<T> => whenRolledBack.execute(work);

/** The same, and once more when its connection broke, as after a restart of the server: only for what may be repeated. */
export const againWhenBroken = <T>(work: () => Promise<T>): Promise<T> => whenEither.execute(work);
