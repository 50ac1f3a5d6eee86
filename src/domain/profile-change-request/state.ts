import type { Instant } from '../shared/instant.js';
import type { Held, Personal } from '../shared/personal.js';
import { forEachPhoto } from '../shared/profile.js';
import type {
  AgreementSignature,
  ChangeKind,
  CurrentValues,
  PhotoKind,
  ProfileChangeRequestEvent,
  ShownDocument,
  StoredPhoto,
} from './events.js';
import { isProposal, type Proposal, type ProposalFact, proposalIn } from './kinds.js';

/** `onFile` is the echo alone and fills no slot (F11). */
export type PhotoSlot =
  | { readonly state: 'missing' }
  | (StoredPhoto & { readonly state: 'onFile' | 'kept' })
  | (StoredPhoto & { readonly state: 'uploaded'; readonly uploadedAt: Instant });

export const requestStatuses = ['open', 'submitted', 'applied', 'rejected', 'cancelled', 'expired'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** In these a request keeps another of its kind out (F15). */
export const pendingStatuses = ['open', 'submitted'] as const satisfies readonly RequestStatus[];
export const isPending = (status: RequestStatus): boolean => pendingStatuses.some((each) => each === status);

export interface OpenedRequest<H extends Held = 'opened'> {
  readonly is: 'opened';
  readonly status: RequestStatus;
  readonly customerId: string;
  readonly companyCode: string;
  readonly customerNumber: Personal<string, H>;
  readonly kind: ChangeKind;
  readonly name: Personal<string, H>;
  /** Unknown of a request that was opened before it was recorded. */
  readonly idAddress?: Personal<string, H>;
  readonly idNumber: Personal<string, H>;
  readonly current: Personal<CurrentValues, H>;
  readonly basis: number;
  readonly photosOnFile: { readonly [K in PhotoKind]?: StoredPhoto };
  readonly photos: { readonly [K in PhotoKind]: PhotoSlot };
  readonly letter: { readonly version: string; readonly agreedAt: Instant } | null;
  readonly proposed: Proposal<ChangeKind, H> | null;
  readonly proposedAt: Instant | null;
  /** What the numbers of its documents are made of; absent of a form before it was recorded. */
  readonly documentSeed?: Personal<string, H> | undefined;
  readonly shown: { readonly [documentId: string]: ShownDocument };
  readonly signed: { readonly [documentId: string]: AgreementSignature };
  readonly consented: boolean;
  readonly approved: boolean;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
  readonly submittedAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly rejectionReason: Personal<string, H> | null;
}

export type ProfileChangeRequest<H extends Held = 'opened'> =
  | { readonly is: 'none' }
  | { readonly is: 'abandoned' }
  | OpenedRequest<H>;

/** F19: from its end on an open request is expired, also before a timer made that a fact. */
export const statusAt = ({ status, expiresAt }: OpenedRequest<Held>, now: Instant): RequestStatus =>
  status === 'open' && now >= expiresAt ? 'expired' : status;

export const evolve = <H extends Held>(
  state: ProfileChangeRequest<H>,
  event: ProfileChangeRequestEvent<H>,
): ProfileChangeRequest<H> => {
  if (event.type === 'ProfileChangeRequestOpened') return opened(event.data);
  if (event.type === 'ProfileChangeRequestAbandoned') return { is: 'abandoned' };
  return state.is === 'opened' ? change(state, event) : state;
};

type Opening<H extends Held> = Extract<ProfileChangeRequestEvent<H>, { type: 'ProfileChangeRequestOpened' }>['data'];

const opened = <H extends Held>(data: Opening<H>): OpenedRequest<H> => {
  return {
    is: 'opened',
    ...data,
    status: 'open',
    photos: forEachPhoto((kind) => echo(data.photosOnFile[kind])),
    letter: null,
    ...withoutForm,
    approved: false,
    submittedAt: null,
    decidedAt: null,
    rejectionReason: null,
  };
};

const echo = (photo: StoredPhoto | undefined): PhotoSlot =>
  photo ? { ...photo, state: 'onFile' } : { state: 'missing' };

type Change<H extends Held> = Exclude<
  ProfileChangeRequestEvent<H>,
  { type: 'ProfileChangeRequestOpened' | 'ProfileChangeRequestAbandoned' }
>;

/** A form edit or a new photo after signing voids the signatures (F19); consent was given to what they covered. */
const withoutSignatures = { shown: {}, signed: {}, consented: false } as const;
const withoutForm = { proposed: null, proposedAt: null, ...withoutSignatures } as const;

const change = <H extends Held>(request: OpenedRequest<H>, event: Change<H>): OpenedRequest<H> => {
  if (isProposal<H>(event)) return propose(request, event);
  switch (event.type) {
    case 'PhotoUploaded': {
      const { kind, ...photo } = event.data;
      return {
        ...request,
        ...withoutSignatures,
        photos: { ...request.photos, [kind]: { ...photo, state: 'uploaded' } },
      };
    }
    case 'PhotoKept': {
      const { kind, ...photo } = event.data;
      return { ...request, ...withoutSignatures, photos: { ...request.photos, [kind]: { ...photo, state: 'kept' } } };
    }
    case 'ResponsibilityLetterAgreed':
      return { ...request, letter: { version: event.data.version, agreedAt: event.data.agreedAt } };
    case 'AgreementShown': {
      const { shownAt: _, ...shown } = event.data;
      return { ...request, shown: { ...request.shown, [shown.documentId]: shown } };
    }
    case 'AgreementSigned':
      return { ...request, signed: { ...request.signed, [event.data.documentId]: event.data } };
    case 'SignaturesVoided': {
      const { certificateSerial } = event.data;
      const standing = Object.entries(request.signed).filter(
        ([, each]) => each.certificateSerial !== certificateSerial,
      );
      return { ...request, signed: Object.fromEntries(standing) };
    }
    case 'AgreementsConsented':
      return { ...request, consented: true };
    case 'ProfileChangeRequestRefreshed': {
      const { refreshedAt: _, ...today } = event.data;
      return { ...request, ...withoutForm, ...today };
    }
    default:
      return conclude(request, event);
  }
};

const propose = <H extends Held>(request: OpenedRequest<H>, fact: ProposalFact<H>): OpenedRequest<H> => ({
  ...request,
  ...withoutSignatures,
  proposed: proposalIn(fact),
  proposedAt: fact.data.proposedAt,
  documentSeed: fact.data.documentSeed,
});

type Conclusion<H extends Held> = Extract<
  Change<H>,
  {
    type:
      | 'ProfileChangeRequestSubmitted'
      | 'ProfileChangeRequestApproved'
      | 'ProfileChangeRequestRejected'
      | 'ProfileChangeRequestApplied'
      | 'ProfileChangeRequestReopened'
      | 'ProfileChangeRequestCancelled'
      | 'ProfileChangeRequestExpired';
  }
>;

const conclude = <H extends Held>(request: OpenedRequest<H>, event: Conclusion<H>): OpenedRequest<H> => {
  switch (event.type) {
    case 'ProfileChangeRequestSubmitted':
      return { ...request, status: 'submitted', submittedAt: event.data.submittedAt };
    case 'ProfileChangeRequestApproved':
      return { ...request, approved: true, decidedAt: event.data.decidedAt };
    case 'ProfileChangeRequestRejected':
      return {
        ...request,
        status: 'rejected',
        decidedAt: event.data.decidedAt,
        rejectionReason: event.data.reason,
      };
    case 'ProfileChangeRequestApplied':
      return { ...request, status: 'applied' };
    case 'ProfileChangeRequestReopened':
      return { ...request, status: 'open', approved: false, submittedAt: null, decidedAt: null };
    case 'ProfileChangeRequestCancelled':
      return { ...request, status: 'cancelled' };
    case 'ProfileChangeRequestExpired':
      return { ...request, status: 'expired' };
  }
};
