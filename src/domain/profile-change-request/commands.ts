import type { Instant } from '../shared/instant.js';
import type { AgreementSignature, ChangeKind, CurrentValues, PhotoKind, ShownDocument, StoredPhoto } from './events.js';
import type { Form } from './kinds.js';

/** The profile's group as it is now: what the request was opened upon must still be that (F19). */
export interface GroupNow {
  readonly version: number;
  readonly current: CurrentValues;
  /** As on the card; the documents name the customer so. Both belong to the group of the ID validity. */
  readonly name: string;
  readonly idAddress: string;
}

export type ProfileChangeRequestCommand =
  | {
      readonly type: 'OpenRequest';
      readonly customerId: string;
      readonly companyCode: string;
      readonly customerNumber: string;
      readonly kind: ChangeKind;
      readonly idNumber: string;
      readonly group: GroupNow;
      readonly photosOnFile: { readonly [K in PhotoKind]?: StoredPhoto };
      readonly at: Instant;
      readonly expiresAt: Instant;
    }
  | { readonly type: 'UploadPhoto'; readonly kind: PhotoKind; readonly photo: StoredPhoto; readonly at: Instant }
  | { readonly type: 'KeepPhoto'; readonly kind: PhotoKind; readonly at: Instant }
  | {
      readonly type: 'AgreeToLetter';
      readonly letter: { readonly documentId: string; readonly version: string; readonly sha256: string };
      readonly version: string;
      readonly at: Instant;
    }
  | {
      readonly type: 'ProposeChange';
      readonly form: Form;
      readonly group: GroupNow;
      /** 128 random bits in hexadecimal. */
      readonly documentSeed: string;
      readonly at: Instant;
    }
  | { readonly type: 'ShowAgreement'; readonly document: ShownDocument; readonly at: Instant }
  | {
      readonly type: 'SignAgreement';
      readonly signature: AgreementSignature;
      /** Digest of the document as the company's texts and the request give it now. */
      readonly sha256: string;
      readonly at: Instant;
    }
  | { readonly type: 'VoidSignatures'; readonly certificateSerial: string; readonly at: Instant }
  | {
      readonly type: 'ConsentToAgreements';
      readonly consent: { readonly documentId: string; readonly version: string; readonly sha256: string };
      readonly at: Instant;
    }
  | {
      readonly type: 'SubmitRequest';
      /** Digests of the documents as they are now, by id: all must be signed as such (F21). */
      readonly documents: { readonly [documentId: string]: string };
      /** Whether the company's policy approves at once (F22). */
      readonly approved: boolean;
      /** In Shanghai: midnight may have passed since the form (V2.2). */
      readonly today: string;
      readonly group: GroupNow;
      readonly at: Instant;
    }
  | { readonly type: 'RefreshRequest'; readonly group: GroupNow; readonly at: Instant }
  /** The decision of a reviewer, or of the company's own system (F22). */
  | {
      readonly type: 'ApproveRequest';
      readonly by: 'reviewer' | 'companyReview';
      readonly group: GroupNow;
      readonly at: Instant;
    }
  | { readonly type: 'RejectRequest'; readonly reason: string; readonly at: Instant }
  | { readonly type: 'CancelRequest'; readonly at: Instant }
  | { readonly type: 'ExpireRequest'; readonly at: Instant }
  | { readonly type: 'ConfirmApplication'; readonly at: Instant }
  | { readonly type: 'ReopenRequest'; readonly at: Instant }
  | { readonly type: 'AbandonRequest'; readonly at: Instant };
