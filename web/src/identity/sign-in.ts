import { ApiProblem, type Call, type Schemas } from '@realname/client';
import { useRoute, useRouter } from 'vue-router';
import { type Button, useButton } from '../kit/button.js';
import { session } from './connection.js';
import { keepTicket } from './tickets.js';

type Answer = Schemas['UserSignedInAnswer'];

/**
 * The button of a sign-in. A session begins with the guide at the first sign-in (R9), else where the person was; an account that
 * is not active goes on with its activation (R6).
 */
export const useSignIn = <Parameters extends readonly unknown[]>(
  send: (call: Call, ...parameters: Parameters) => Promise<Answer>,
  refused: (error: unknown) => void,
): Button<Parameters> => {
  const route = useRoute();
  const router = useRouter();
  const begin = async ({ token, guide }: Answer) => {
    session.begin(token);
    const { next } = route.query;
    if (guide) await router.replace({ name: 'level', query: { guide: '1' } });
    else await router.replace(typeof next === 'string' ? next : { name: 'account' });
  };
  return useButton(
    async (call, ...parameters) => begin(await send(call, ...parameters)),
    (error) => {
      const { activationTicket } = error instanceof ApiProblem ? error.body : {};
      if (typeof activationTicket !== 'string') return refused(error);
      keepTicket('activation', { ticket: activationTicket });
      void router.push({ name: 'activate' });
    },
  );
};
