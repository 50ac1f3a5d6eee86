import { conflict, notFound, rule } from '../shared/domain-error.js';
import { equal } from '../shared/equal.js';
import { photoKinds } from '../shared/profile.js';
import type { GroupNow, ProfileChangeRequestCommand } from './commands.js';
import type { PhotoKind, ProfileChangeRequestEvent, StoredPhoto } from './events.js';
import { kindOf, type ProposalFact, proposalIn } from './kinds.js';
import { missingPhotos } from './progress.js';
import type { OpenedRequest } from './state.js';

type Command<T extends ProfileChangeRequestCommand['type']> = Extract<ProfileChangeRequestCommand, { type: T }>;
type Events = readonly ProfileChangeRequestEvent[];

export const uploadPhoto = ({ kind, photo, at }: Command<'UploadPhoto'>, request: OpenedRequest): Events => {
  const slot = request.photos[kind];
  if (slot.state === 'uploaded' && slot.sha256 === photo.sha256) return [];
  mustServeOneKind(request, kind, photo);
  return [{ type: 'PhotoUploaded', data: { kind, ...photo, uploadedAt: at } }];
};

/** Keeps the echo, also in place of a photo uploaded before (F11); an ID-validity request needs fresh ones (F12). */
export const keepPhoto = ({ kind }: Command<'KeepPhoto'>, request: OpenedRequest): Events => {
  if (kindOf(request.kind).freshPhotos) throw rule('photo.fresh-required', { kinds: [kind] });
  const photo = request.photosOnFile[kind];
  if (!photo) throw rule('photo.missing', { kinds: [kind] });
  if (request.photos[kind].state === 'kept') return [];
  mustServeOneKind(request, kind, photo);
  return [{ type: 'PhotoKept', data: { kind, ...photo } }];
};

/** One file may not serve two kinds (F13); an echo alone serves none. */
const mustServeOneKind = (request: OpenedRequest, kind: PhotoKind, { sha256 }: StoredPhoto): void => {
  const twin = photoKinds.find((other) => {
    const used = request.photos[other];
    return other !== kind && (used.state === 'uploaded' || used.state === 'kept') && used.sha256 === sha256;
  });
  if (twin) throw rule('photo.duplicate', { kinds: [twin, kind] });
};

/** The form comes when all slots are filled and the letter was agreed to (F14). */
export const mustReachForm = (request: OpenedRequest): void => {
  const kinds = missingPhotos(request);
  if (kinds.length > 0)
    throw rule(kindOf(request.kind).freshPhotos ? 'photo.fresh-required' : 'photo.missing', { kinds });
  if (!request.letter) throw rule('change-request.step-not-reached', { step: 'photos' });
};

/** F16–F18: the whole form replaces what an earlier one proposed. What its fields say was judged when they were read. */
export const propose = (
  { form, group, documentSeed, at }: Command<'ProposeChange'>,
  request: OpenedRequest,
): Events => {
  mustBeOfKind(request, form.kind);
  mustReachForm(request);
  mustBeFresh(request, group);
  const { fact, proposed } = kindOf(form.kind);
  const proposing = fact(form, at);
  const proposal = proposalIn(proposing);
  if (equal(proposed(proposal), kindOf(group.current.kind).onFile(group.current)))
    throw rule('change-request.no-change');
  if (equal(request.proposed, proposal)) return [];
  return [{ ...proposing, data: { ...proposing.data, documentSeed } } as ProposalFact];
};

/** The profile that a request is opened or refreshed upon, as its facts keep it. */
export const basisOf = ({ version, current, name, idAddress }: GroupNow) => ({
  name,
  idAddress,
  current,
  basis: version,
});

/** Takes a stale request up again: today's profile, photos and letter kept, form and signatures gone (F19). */
export const refresh = ({ group, at }: Command<'RefreshRequest'>, request: OpenedRequest): Events => {
  if (request.basis === group.version) return [];
  return [
    {
      type: 'ProfileChangeRequestRefreshed',
      data: { ...basisOf(group), refreshedAt: at },
    },
  ];
};

/** The profile's group is still the one that the request was opened upon (F19). */
export const mustBeFresh = (request: OpenedRequest, group: GroupNow): void => {
  if (request.basis !== group.version)
    throw conflict('change-request.stale', { fields: changedFields(fieldsOf(request), fieldsOf(group)) });
};

type Fields = Readonly<Record<string, unknown>>;

/** What the group of the kind holds: name and ID address beside the dates (F8). */
const fieldsOf = ({ current, name, idAddress }: GroupNow | OpenedRequest): Fields =>
  kindOf(current.kind).group === 'identity' ? { name, idAddress, ...current } : { ...current };

const changedFields = (before: Fields, now: Fields): readonly string[] =>
  Object.keys(now).filter((field) => !equal(before[field], now[field]));

/** One kind per request (F15): the forms of the other kinds do not exist below it. */
const mustBeOfKind = (request: OpenedRequest, kind: OpenedRequest['kind']): void => {
  if (request.kind !== kind) throw notFound('change-request.not-found');
};
