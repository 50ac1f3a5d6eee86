import { answered, type Schemas } from '@realname/client';
import { type Reading, useReading } from '../kit/reading.js';
import { api } from './connection.js';

export type Agreement = Schemas['IdentityAgreementAnswer'];

/** An agreement as it is in force (R2); `again` after `agreement.not-accepted`. */
export const useAgreement = (documentId: Agreement['documentId']): Reading<Agreement | undefined> =>
  useReading(async () => {
    const { items } = await answered(api.GET('/v1/identity/agreements'));
    return items.find((each) => each.documentId === documentId);
  });
