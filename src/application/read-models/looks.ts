import type { AuditTrailEvent } from '../../domain/audit-trail/audit-trail.js';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import { videoVerification } from '../../domain/video-verification/decider.js';
import type { ReadModel } from '../ports/read-models.js';

/** Where a fact stands by which staff were shown something of a stream. */
export interface LookRow {
  readonly about: string;
  readonly stream: string;
  readonly revision: string;
}

type DataOf<T extends AuditTrailEvent['type']> = Extract<AuditTrailEvent<'sealed'>, { type: T }>['data'];

const ofRequest = ({ changeRequestId }: { readonly changeRequestId: string }) =>
  `${profileChangeRequest.category}-${changeRequestId}`;

/** The stream that each kind of look was at. */
const shown = {
  ChangeRequestShown: ofRequest,
  ChangeRequestPhotoShown: ofRequest,
  EvidenceExported: ofRequest,
  CallPhotoShown: ({ verificationId }: DataOf<'CallPhotoShown'>) => `${videoVerification.category}-${verificationId}`,
  PersonalDataRevealed: ({ stream }: DataOf<'PersonalDataRevealed'>) => stream,
} as const satisfies { readonly [T in AuditTrailEvent['type']]?: (data: DataOf<T>) => string };

export type LookType = keyof typeof shown;

/** Which facts in the trails of staff show something of a stream: the trail of a stream, so to speak. */
export const looks: ReadModel<LookRow> = {
  name: 'look',
  version: 1,
  types: Object.keys(shown),
  key: (event) => event.id,
  evolve: (_, { type, data, stream, revision }) => ({
    about: shown[type as LookType](data as never),
    stream,
    revision: String(revision),
  }),
  index: { about: (row) => row.about },
};
