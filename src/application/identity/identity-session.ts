import { refusal } from '../../domain/shared/domain-error.js';
import { type Instant, minute, plus } from '../../domain/shared/instant.js';
import type { Session } from '../shared/sessions.js';

const confirmedFor = 10 * minute;

/** R13, R17: a sign-in or a confirmation by password or face within 10 minutes. @throws `session.confirmation-required` */
export const mustBeConfirmed = ({ claims, openedAt }: Session, now: Instant): void => {
  const confirmedAt = typeof claims.confirmedAt === 'string' ? claims.confirmedAt : openedAt;
  if (now >= plus(confirmedAt, confirmedFor)) throw refusal('session.confirmation-required');
};
