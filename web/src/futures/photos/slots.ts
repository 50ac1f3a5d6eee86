import { answered, answeredBytes, type Schemas } from '@realname/client';
import { textsOf } from '../../kit/language.js';
import { api } from '../connection.js';

export const photoKinds = ['idFront', 'idBack', 'signature'] as const;
export type PhotoKind = (typeof photoKinds)[number];
export type Slot = Schemas['ChangeRequestAnswer']['photos'][PhotoKind];

export const photoNames: Readonly<Record<PhotoKind, string>> = textsOf({
  idFront: ['身份证正面（人像面）', 'ID card, side with the portrait'],
  idBack: ['身份证反面（国徽面）', 'ID card, side with the emblem'],
  signature: ['签名照', 'Signature'],
});

/** What a slot shows: the photo on file (F11) or the request's own; undefined for an empty one. */
export const photoIn = async (changeRequestId: string, kind: PhotoKind, { state }: Slot): Promise<Blob | undefined> => {
  if (state === 'missing') return undefined;
  const parseAs = 'arrayBuffer';
  const bytes =
    state === 'onFile'
      ? api.GET('/v1/futures/profile/photos/{kind}', { params: { path: { kind } }, parseAs })
      : api.GET('/v1/futures/change-requests/{id}/photos/{kind}', {
          params: { path: { id: changeRequestId, kind } },
          parseAs,
        });
  return new Blob([await answeredBytes(bytes)]);
};

/** Whether what is in the slot counts for the request, or may be made to. */
export const isFilled = ({ state }: Slot): boolean => state === 'kept' || state === 'uploaded';

export const letterOf = (id: string) =>
  answered(api.GET('/v1/futures/change-requests/{id}/responsibility-letter', { params: { path: { id } } }));
