import type { FastifyReply } from 'fastify';
import type { ChangeRequestView } from '../../../application/futures/change-request-view.js';
import { setETag } from '../etag.js';

/** A change request as every call answers it, with its revision as ETag. */
export const answerRequest = (reply: FastifyReply, { revision, body }: ChangeRequestView) => {
  setETag(reply, BigInt(revision));
  return body;
};
