import { connect } from '../kit/connect.js';
import { router } from './router.js';

/** The session has ended: the sign-in comes, and afterwards the screen that it was. */
const toSignIn = (): void => {
  const { name, fullPath, meta } = router.currentRoute.value;
  if (meta.session && name !== 'sign-in') void router.replace({ name: 'sign-in', query: { next: fullPath } });
};

export const { api, session } = connect('identity', toSignIn);
