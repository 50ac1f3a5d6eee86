import { createRouter, createWebHashHistory } from 'vue-router';

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'import', component: () => import('./ImportPage.vue') },
    { path: '/photos', name: 'photos', component: () => import('./PhotosPage.vue') },
    { path: '/changes', name: 'changes', component: () => import('./ChangesPage.vue') },
    { path: '/users', name: 'users', component: () => import('./UsersPage.vue') },
    { path: '/erasures', name: 'erasures', component: () => import('./ErasuresPage.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
