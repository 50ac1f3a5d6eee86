import { ConnectionError } from '@realname/client';
import { onUnmounted, type ShallowRef, shallowRef } from 'vue';

export interface Reading<T> {
  /** Undefined until it was read. */
  readonly data: ShallowRef<T | undefined>;
  /** Why it was not. */
  readonly error: ShallowRef<unknown>;
  /** Reads anew; what was shown stays meanwhile. */
  again(): Promise<T | undefined>;
}

/** What a screen reads when it is opened, and once the connection is back that it lacked. */
export const useReading = <T>(read: () => Promise<T>): Reading<T> => {
  const data = shallowRef<T>();
  const error = shallowRef<unknown>();
  let newest = 0;
  /** How often the connection came back. */
  let returns = 0;
  const again = async (): Promise<T | undefined> => {
    const number = ++newest;
    const before = returns;
    try {
      const found = await read();
      if (number === newest) [data.value, error.value] = [found, undefined];
      return found;
    } catch (reason) {
      if (number !== newest) return undefined;
      error.value = reason;
      // It came back before what it had broken was known.
      return returns !== before && reason instanceof ConnectionError ? again() : undefined;
    }
  };
  const reconnected = () => {
    returns++;
    if (error.value instanceof ConnectionError) void again();
  };
  addEventListener('online', reconnected);
  onUnmounted(() => {
    newest++;
    removeEventListener('online', reconnected);
  });
  void again();
  return { data, error, again };
};
