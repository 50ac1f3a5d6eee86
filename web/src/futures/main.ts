import '../kit/phone-styles.js';
import { mount } from '../kit/mount.js';
import FuturesApp from './FuturesApp.vue';
import { router } from './router.js';

void mount(FuturesApp, router);
