import { createRouter, createWebHashHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'search', component: () => import('./SearchPage.vue') },
    { path: '/streams/:stream', name: 'stream', component: () => import('./StreamPage.vue') },
    { path: '/evidence', name: 'evidence', component: () => import('./EvidencePage.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
