import { createRouter, createWebHashHistory } from 'vue-router';
import CompanyPage from './CompanyPage.vue';

/**
 * The screens by their figures in the manual. Addresses lie behind `#`: any web server may serve the page, and none logs them. They
 * carry a company's code and a request's id, and nothing of a person.
 */
export const router = createRouter({
  history: createWebHashHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'company', component: CompanyPage },
    { path: '/:company(\\d{4})', name: 'services', component: () => import('./ServicesPage.vue') },
    { path: '/:company(\\d{4})/sign-in', name: 'sign-in', component: () => import('./SignInPage.vue') },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});
