import type { FastifyReply } from 'fastify';
import type { ChangeRequestView } from '../../../application/futures/change-request/change-request-view.js';
import { setETag } from '../etag.js';
import { IdParam } from '../params.js';
import type { ChangeRequestAnswer } from './answers.js';

export const RequestId = () => IdParam('id', 'change-request.not-found');

/** What every change of a request may meet. */
export const gone = ['change-request.not-found', 'change-request.closed'] as const;

/** What every form of a request may meet. */
export const formProblems = [
  ...gone,
  'photo.missing',
  'change-request.step-not-reached',
  'change-request.stale',
  'change-request.no-change',
] as const;

/** A change request as every call answers it, with its revision as ETag. */
export const answerRequest = (reply: FastifyReply, { revision, body }: ChangeRequestView): ChangeRequestAnswer => {
  setETag(reply, BigInt(revision));
  return body;
};
