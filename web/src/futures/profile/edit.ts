import { ApiProblem, answered, type Call } from '@realname/client';
import { api } from '../connection.js';
import type { ChangeKind } from '../kinds.js';
import { type Screen, screenOf } from '../request.js';

/** 「编辑」: the open request of this kind, else a new one, and the screen that it goes on at (F19). */
export const editRequest = async (
  call: Call,
  kind: ChangeKind,
  known: string | undefined,
): Promise<{ readonly id: string; readonly screen: Screen }> => {
  const id = known ?? (await openedRequest(call, kind));
  const request = await answered(api.GET('/v1/futures/change-requests/{id}', { params: { path: { id } } }));
  return { id, screen: screenOf(request) };
};

/** One that was opened on another page meanwhile is as good. */
const openedRequest = async (call: Call, kind: ChangeKind): Promise<string> => {
  try {
    const { id } = await answered(
      call((write) => api.POST('/v1/futures/change-requests', { body: { kind }, ...write })),
    );
    return id;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'change-request.already-open')
      return String(error.body.changeRequestId);
    throw error;
  }
};
