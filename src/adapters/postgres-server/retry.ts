import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import { isBroken } from './errors.js';

const onceMore = retry(handleWhen(isBroken), { maxAttempts: 1, backoff: new ConstantBackoff(0) });

/** Runs `work` once more when its connection broke, as after a restart of the server: only for what may be repeated. */
export const againWhenBroken = <T>(work: () => Promise<T>): Promise<T> => onceMore.execute(work);
