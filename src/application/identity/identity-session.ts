import { refusal } from '../../domain/shared/domain-error.js';
import { type Instant, minute, plus } from '../../domain/shared/instant.js';
import type { JsonObject } from '../ports/json.js';
import type { Session } from '../shared/sessions.js';

export type SignInMethod = 'password' | 'face';

const confirmedFor = 10 * minute;

/** What a confirmation adds to a session. */
export const confirmedBy = (method: SignInMethod, at: Instant): JsonObject =>
  method === 'password' ? { confirmedAt: at, passwordAt: at } : { confirmedAt: at };

/**
 * R13, R17: a sign-in or a confirmation within 10 minutes. Whoever signed in by face has shown nothing but a face: they are asked for
 * the password, since a face can be had of a person who was led to the provider's page.
 * @throws DomainError `session.confirmation-required`
 */
export const mustBeConfirmed = ({ claims, openedAt }: Session, now: Instant): void => {
  const { signedInBy, confirmedAt = openedAt, passwordAt } = claims;
  const at = signedInBy === 'face' ? passwordAt : confirmedAt;
  if (typeof at !== 'string' || now >= plus(at, confirmedFor)) throw refusal('session.confirmation-required');
};
