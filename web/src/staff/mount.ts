import './staff.css';
import { type Component, createApp } from 'vue';
import type { Router } from 'vue-router';
import { wearAppearance } from '../kit/appearance.js';
import { language } from '../kit/language.js';
import { watchConnection } from '../kit/online.js';

/** Shows a desk on its page. */
export const mount = (root: Component, router: Router): void => {
  document.documentElement.lang = language;
  wearAppearance();
  watchConnection(router);
  createApp(root).use(router).mount('#app');
};
