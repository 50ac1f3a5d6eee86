import type { SmsCodes, TypedCode } from '../shared/sms-codes.js';

/**
 * Does the work with a right code reserved, and spends the code by success alone (V4.1): a refusal for another reason, or
 * a dependency that is down, leaves it valid.
 * @throws DomainError `sms.code-invalid`, `sms.too-many-tries`, and what `work` throws
 */
export const withSmsCode = async <T>(codes: SmsCodes, typed: TypedCode, work: () => Promise<T>): Promise<T> => {
  await codes.verify(typed);
  try {
    const result = await work();
    await codes.spend(typed);
    return result;
  } catch (error) {
    await codes.release(typed);
    throw error;
  }
};
