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
  const again = async () => {
    const number = ++newest;
    try {
      const found = await read();
      if (number === newest) [data.value, error.value] = [found, undefined];
      return found;
    } catch (reason) {
      if (number === newest) error.value = reason;
      return undefined;
    }
  };
  const reconnected = () => {
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
