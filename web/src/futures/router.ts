import { createRouter, createWebHashHistory } from 'vue-router';
import CompanyPage from './CompanyPage.vue';
import { ageNotice } from './notice.js';

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
    { path: '/:company(\\d{4})/profile', name: 'profile', component: () => import('./profile/ProfilePage.vue') },
    { path: '/:company(\\d{4})/sessions', name: 'sessions', component: () => import('./profile/SessionsPage.vue') },
    {
      path: '/:company(\\d{4})/requests/:id/photos',
      name: 'photos',
      component: () => import('./photos/PhotosPage.vue'),
    },
    { path: '/:company(\\d{4})/requests/:id/form', name: 'form', component: () => import('./forms/FormPage.vue') },
    {
      path: '/:company(\\d{4})/requests/:id/agreements',
      name: 'agreements',
      component: () => import('./agreements/AgreementsPage.vue'),
    },
    { path: '/:company(\\d{4})/requests/:id/video', name: 'video', component: () => import('./video/VideoPage.vue') },
    {
      path: '/:company(\\d{4})/requests/:id/certificate',
      name: 'certificate',
      component: () => import('./video/CertificatePage.vue'),
    },
    {
      path: '/:company(\\d{4})/requests/:id/submission',
      name: 'submission',
      component: () => import('./SubmissionPage.vue'),
    },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});

router.afterEach((to, from) => {
  if (to.path !== from.path) ageNotice();
});
