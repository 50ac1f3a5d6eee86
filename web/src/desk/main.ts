import '../staff/authorization-return.js';
import { mount } from '../staff/mount.js';
import DeskApp from './DeskApp.vue';
import { router } from './router.js';

mount(DeskApp, router);
