import { setTimeout as pause } from 'node:timers/promises';
import { type Api, answered } from '@realname/client';
import { companyCode } from './people.js';

/** The agent takes the next call of the branch, if there is one, and lets the customer pass (F26). */
export const passNext = async (agent: Api, branchCode = '001') => {
  const call = await answered(agent.POST('/v1/staff/video-verifications/next', { body: { companyCode, branchCode } }));
  if (!call) return undefined;
  const params = { path: { id: call.id } };
  const body = { outcome: 'passed', recordingReference: 'recordings/demo/0001' } as const;
  await answered(agent.POST('/v1/staff/video-verifications/{id}/verdict', { params, body }));
  return call;
};

/** Call after call, until told to stop: the tickets, as they were taken. */
export const passAll = async (agent: Api, branchCode: string, until: AbortSignal): Promise<string[]> => {
  const taken: string[] = [];
  while (!until.aborted) {
    const call = await passNext(agent, branchCode);
    if (call) taken.push(call.id);
    else await pause(50);
  }
  return taken;
};
