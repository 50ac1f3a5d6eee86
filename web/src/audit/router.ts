import { createRouter, createWebHashHistory } from 'vue-router';

/** `reason`: the screen asks why the auditor looks (P5). */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'search', component: () => import('./SearchPage.vue'), meta: { reason: true } },
    { path: '/streams/:stream', name: 'stream', component: () => import('./StreamPage.vue'), meta: { reason: true } },
    { path: '/evidence', name: 'evidence', component: () => import('./EvidencePage.vue'), meta: { reason: true } },
    { path: '/verification', name: 'verification', component: () => import('./VerificationPage.vue') },
    { path: '/log', name: 'log', component: () => import('./LogPage.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
