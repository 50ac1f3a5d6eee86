import { createApp } from 'vue';
import '../kit/kit.css';
import { wearAppearance } from '../kit/appearance.js';
import { language } from '../kit/language.js';
import ConsolePage from './ConsolePage.vue';

document.documentElement.lang = language;
wearAppearance();
createApp(ConsolePage).mount('#app');
