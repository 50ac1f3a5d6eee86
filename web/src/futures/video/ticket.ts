import { ApiProblem, answered, type Ticket } from '@realname/client';
import { filled, textsOf } from '../../kit/language.js';
import { api } from '../connection.js';

export type { Ticket };

const t = textsOf({
  rejected: ['视频认证未通过：{reason}', 'The video verification was rejected: {reason}'],
  otherDevice: ['已在另一台设备上开始视频认证。', 'The video verification goes on on another device.'],
  timeout: ['排队超时，请重新开始视频通话。', 'The place in the queue was lost. Begin again.'],
  left: ['您已离开排队。', 'You have left the queue.'],
  ended: ['视频通话已结束，请重新开始。', 'The call has ended. Begin again.'],
});

/** The ticket that one has, also after a reload (F25); undefined where there is none. */
export const currentTicket = async (): Promise<Ticket | undefined> => {
  try {
    return await answered(api.GET('/v1/futures/video-verifications/current'));
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'verification.not-found') return undefined;
    throw error;
  }
};

export const ticketOf = (id: string): Promise<Ticket> =>
  answered(api.GET('/v1/futures/video-verifications/{id}', { params: { path: { id } } }));

/** Why a ticket has come to its end without a pass. */
export const endText = ({ status, reason, endedBy }: Ticket): string => {
  if (status === 'rejected') return filled(t.rejected, { reason: reason ?? '' });
  if (endedBy === 'otherDevice') return t.otherDevice;
  if (endedBy === 'timeout' || status === 'expired') return t.timeout;
  return status === 'left' ? t.left : t.ended;
};
