import type { Schemas } from '@realname/client';
import { useRoute, useRouter } from 'vue-router';
import { session } from './connection.js';

/** Where a new session begins: with the guide at the first sign-in (R9), else where the person was. */
export const useSignedIn = () => {
  const route = useRoute();
  const router = useRouter();
  return async ({ token, guide }: Schemas['UserSignedInAnswer']): Promise<void> => {
    session.begin(token);
    const { next } = route.query;
    if (guide) await router.replace({ name: 'level', query: { guide: '1' } });
    else await router.replace(typeof next === 'string' ? next : { name: 'account' });
  };
};
