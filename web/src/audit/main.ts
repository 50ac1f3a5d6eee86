import '../staff/authorization-return.js';
import { mount } from '../staff/mount.js';
import AuditApp from './AuditApp.vue';
import { router } from './router.js';

mount(AuditApp, router);
