import type { IdentityUserEvent } from './events.js';
import type { IdentityUser } from './state.js';

/**
 * The whole state as an event of its own: every sign-in is one event more, for as long as somebody has the account, and a
 * long stream is read back to its last summary alone. There is none of somebody who does not sign in.
 */
export const summarised = (state: IdentityUser): IdentityUserEvent | undefined => {
  if (state.is !== 'active') return undefined;
  const { is: _, ...data } = state;
  return { type: 'IdentityUserSummarised', data };
};
