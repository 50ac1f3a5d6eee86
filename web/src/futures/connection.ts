import { connect } from '../kit/connect.js';
import { router } from './router.js';

/** The session has ended: the sign-in comes, and afterwards the screen that it was. */
const toSignIn = (): void => {
  const { name, params, fullPath } = router.currentRoute.value;
  if (name === 'sign-in' || typeof params.company !== 'string') return;
  void router.replace({ name: 'sign-in', params: { company: params.company }, query: { next: fullPath } });
};

export const { api, session } = connect('futures', toSignIn);
