import '../kit/phone-styles.js';
import 'vant/es/switch/style/index';
import './face-return.js';
import { mount } from '../kit/mount.js';
import IdentityApp from './IdentityApp.vue';
import { router } from './router.js';

void mount(IdentityApp, router);
