import { Locale } from 'vant';
import { type Component, createApp } from 'vue';
import type { Router } from 'vue-router';
import { wearAppearance } from './appearance.js';
import { language } from './language.js';
import { watchConnection } from './online.js';

/** Shows an app on its page. */
export const mount = async (root: Component, router: Router): Promise<void> => {
  document.documentElement.lang = language;
  wearAppearance();
  watchConnection(router);
  if (language === 'en') Locale.use('en-US', (await import('vant/es/locale/lang/en-US')).default);
  createApp(root).use(router).mount('#app');
};
