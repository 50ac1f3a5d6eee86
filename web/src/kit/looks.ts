import { onUnmounted, type Ref, watch } from 'vue';

/**
 * Reads again each second, ten times at most, while something is about to happen (F22).
 * @param shown what was read
 * @param isAwaited whether something else is to be expected
 */
export const useLooks = <T>(shown: Ref<T | undefined>, isAwaited: (now: T) => boolean, again: () => unknown): void => {
  let left = 10;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    shown,
    (now) => {
      clearTimeout(timer);
      if (now !== undefined && isAwaited(now) && left-- > 0) timer = setTimeout(again, 1000);
    },
    { immediate: true },
  );
  onUnmounted(() => clearTimeout(timer));
};
