import { answered, type Call, type Schemas } from '@realname/client';
import { api } from './connection.js';
import { keepPending, type Pending } from './face-return.js';

export type FaceStart = Omit<Schemas['FaceVerificationStartBody'], 'consent'>;

/** Begins a flow and leaves for the provider's page (R16). */
export const leaveForFace = async (
  call: Call,
  body: FaceStart,
  begun: Omit<Pending, 'faceVerificationId'>,
): Promise<void> => {
  const consent = { version: begun.version, agreed: true };
  const { faceVerificationId, provider, url } = await answered(
    call((write) => api.POST('/v1/identity/face-verifications', { body: { ...body, consent }, ...write })),
  );
  keepPending({ ...begun, faceVerificationId });
  // The sandbox's page is this service's: the browser stays on the origin where it keeps its session.
  location.assign(provider === 'sandbox' ? new URL(url).pathname : url);
};
