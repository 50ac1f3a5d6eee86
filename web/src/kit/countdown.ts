import { onUnmounted, type Ref, ref } from 'vue';

export interface Countdown {
  /** Seconds that are left. */
  readonly left: Ref<number>;
  start(seconds: number): void;
  /** @param error a refusal with `Retry-After`: the service's clock counts, not the device's */
  after(error: { readonly retryAfter?: number | undefined }): void;
}

export const useCountdown = (): Countdown => {
  const left = ref(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = () => clearInterval(timer);
  const start = (seconds: number) => {
    stop();
    const end = performance.now() + seconds * 1000;
    const look = () => {
      left.value = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      if (left.value === 0) stop();
    };
    look();
    timer = setInterval(look, 250);
  };
  onUnmounted(stop);
  return { left, start, after: ({ retryAfter }) => start((retryAfter ?? 0) / 1000) };
};
