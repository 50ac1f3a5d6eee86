import { createRouter, createWebHashHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'calls', component: () => import('./CallsPage.vue') },
    { path: '/reviews', name: 'reviews', component: () => import('./ReviewsPage.vue') },
    { path: '/reviews/:id', name: 'review', component: () => import('./ReviewPage.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
