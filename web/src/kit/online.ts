import { ref } from 'vue';
import type { Router } from 'vue-router';

/** Whether the device has a connection, as far as it knows. */
export const isOnline = ref(navigator.onLine);

/** The screen that was asked for while its files could not be had. */
export const unloaded = ref<string>();

/** Loads the page anew at the screen that did not come: the files may be those of a newer release by now. */
export const loadAnew = (): void => {
  if (unloaded.value !== undefined) location.hash = unloaded.value;
  location.reload();
};

/** What each page does about lost connections; `ConnectionNotice` shows it. */
export const watchConnection = (router: Router): void => {
  addEventListener('offline', () => {
    isOnline.value = false;
  });
  addEventListener('online', () => {
    isOnline.value = true;
    if (unloaded.value !== undefined) loadAnew();
  });
  router.onError((_error, to) => {
    unloaded.value = to.fullPath;
  });
  router.afterEach(() => {
    unloaded.value = undefined;
  });
};
