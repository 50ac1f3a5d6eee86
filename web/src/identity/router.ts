import { createRouter, createWebHashHistory } from 'vue-router';
import { sessionOf } from '../kit/session.js';
import SignInPage from './SignInPage.vue';

/** The screens by the chapters of the manual. Nothing of a person stands in an address, and no ticket. */
export const router = createRouter({
  history: createWebHashHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', name: 'sign-in', component: SignInPage },
    { path: '/face', name: 'face-sign-in', component: () => import('./FaceSignInPage.vue') },
    { path: '/register', name: 'register', component: () => import('./RegisterPage.vue') },
    { path: '/activate', name: 'activate', component: () => import('./ActivatePage.vue') },
    { path: '/activate/name', name: 'activate-name', component: () => import('./ActivateNamePage.vue') },
    { path: '/forgotten', name: 'forgotten', component: () => import('./ForgottenPage.vue') },
    { path: '/forgotten/password', name: 'reset', component: () => import('./ResetPage.vue') },
    { path: '/questions', name: 'questions', component: () => import('./QuestionsPage.vue') },
    { path: '/account', name: 'account', component: () => import('./AccountPage.vue'), meta: { session: true } },
    { path: '/account/mobile', name: 'mobile', component: () => import('./MobilePage.vue'), meta: { session: true } },
    {
      path: '/account/password',
      name: 'password',
      component: () => import('./PasswordPage.vue'),
      meta: { session: true },
    },
    { path: '/account/level', name: 'level', component: () => import('./LevelPage.vue'), meta: { session: true } },
    {
      path: '/account/sessions',
      name: 'sessions',
      component: () => import('./SessionsPage.vue'),
      meta: { session: true },
    },
    { path: '/account/leave', name: 'leave', component: () => import('./LeavePage.vue'), meta: { session: true } },
    { path: '/:rest(.*)', redirect: '/' },
  ],
});

router.beforeEach(({ meta, fullPath }) =>
  meta.session && !sessionOf('identity').token() ? { name: 'sign-in', query: { next: fullPath } } : true,
);
