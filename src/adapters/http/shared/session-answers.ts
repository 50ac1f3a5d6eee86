import type { Session, Sessions } from '../../../application/shared/sessions.js';
import { Shown, ShownAs } from '../openapi/decorators.js';

class SessionItemAnswer {
  @Shown('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e') id!: string;
  @Shown('2026-11-22T08:00:00.000Z') createdAt!: string;
  @Shown('2026-11-22T08:05:00.000Z', { description: 'to the second' }) lastUsedAt!: string;
  @Shown('device-0001', { nullable: true, description: 'label of the device that it is bound to' })
  device!: string | null;
  @Shown(true, { description: 'whether it is the caller’s' }) current!: boolean;
}

export class SessionsAnswer {
  @ShownAs(() => SessionItemAnswer, { isArray: true }) items!: readonly SessionItemAnswer[];
}

/** The sessions of whoever holds this one, newest first. */
export const ownSessions = async (sessions: Sessions, own: Session): Promise<SessionsAnswer> => {
  const items = await sessions.list(own.subject);
  return {
    items: items.map(({ id, openedAt, lastUsedAt, device }) => {
      return { id, createdAt: openedAt, lastUsedAt, device, current: id === own.id };
    }),
  };
};
