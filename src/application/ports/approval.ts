import type { ChangeKind } from '../../domain/profile-change-request/events.js';
import type { Instant } from '../../domain/shared/instant.js';
import type { PhotoKind } from '../../domain/shared/profile.js';

/** A field of a form, and what was and would be there, clear. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Names one submission for good: a request that is taken up again and submitted once more is another. */
export interface SubmissionKey {
  readonly companyCode: string;
  readonly changeRequestId: string;
  /** Of the request's stream at its submission; its `ETag` until somebody decides. */
  readonly revision: string;
}

/** What a decision needs. The customer is named by the company's own number alone. */
export interface Submission extends SubmissionKey {
  readonly customerNumber: string;
  readonly kind: ChangeKind;
  readonly submittedAt: Instant;
  /** Only what differs. */
  readonly changes: readonly FieldChange[];
  /** SHA-256 of what was kept or uploaded. */
  readonly photos: { readonly [K in PhotoKind]: string | null };
  /** What was signed, when and with which certificate. */
  readonly agreements: readonly {
    readonly documentId: string;
    readonly version: string;
    readonly sha256: string;
    readonly certificateSerial: string;
    readonly signedAt: Instant;
  }[];
}

export type ApprovalAnswer =
  | { readonly decision: 'approved' }
  | { readonly decision: 'rejected'; readonly reason: string }
  /** Nobody decided yet: a reviewer will, or `poll` tells after so many ms. */
  | { readonly decision: 'pending'; readonly pollAfterMs?: number };

/** Decides about submitted requests (F22). */
export abstract class Approval {
  /**
   * Hands a submission over. The same one handed over again is not another, and what was decided stays decided.
   * @throws DependencyUnavailable when it was not accepted, as far as is known: hand it over again later
   */
  abstract submit(submission: Submission): Promise<ApprovalAnswer>;
  /**
   * What became of a submission that was accepted.
   * @throws DependencyUnavailable when there is no answer, or nobody knows it: hand it over again later
   */
  abstract poll(submission: SubmissionKey): Promise<ApprovalAnswer>;
}
