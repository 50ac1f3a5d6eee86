import { onUnmounted } from 'vue';

/** Does it now, and again so many milliseconds after it was done, while the page is to be seen. */
export const usePolling = (work: () => Promise<unknown>, milliseconds: number): (() => Promise<void>) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    if (!document.hidden) await work().catch(() => {});
    if (!over) timer = setTimeout(() => void run(), milliseconds);
  };
  onUnmounted(() => {
    over = true;
    clearTimeout(timer);
  });
  void run();
  return run;
};
