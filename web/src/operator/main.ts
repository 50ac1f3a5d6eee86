import '../staff/authorization-return.js';
import { mount } from '../staff/mount.js';
import OperatorApp from './OperatorApp.vue';
import { router } from './router.js';

mount(OperatorApp, router);
