import type { FieldCode } from './field-codes.js';
import { type CodeOf, type ErrorKind, kindOf, type ProblemCode } from './problem-codes.js';

/** One refused field: a JSON Pointer into the body and a stable code. */
export interface FieldError {
  readonly pointer: string;
  readonly code: FieldCode;
}

/** What some codes carry beside themselves, to help the caller act: members of the problem document. Never personal data. */
export interface ProblemMembers {
  'request.invalid': { readonly errors?: readonly FieldError[]; readonly header?: string };
  /** `retryAt`: when the service opens next; left out where it never does. */
  'service.closed': { readonly retryAt?: string };
  'sms.quota-exceeded': { readonly rule: 'minute' | 'hour' | 'day'; readonly retryAt: string };
  /** `triesLeft`: only where a session is held. */
  'sms.code-invalid': { readonly triesLeft?: number };
  'request.rate-limited': { readonly retryAt: string };
  'face.too-many-tries': { readonly retryAt: string };
  'identity.activation-required': { readonly activationTicket: string };
  'change-request.already-open': { readonly changeRequestId: string; readonly requestStatus: string };
  'change-request.closed': { readonly requestStatus: string };
  /** `step`: the one to finish first. */
  'change-request.step-not-reached': { readonly step: string };
  /** `fields`: what has changed in the profile meanwhile; left out where the account takes no changes any more. */
  'change-request.stale': { readonly fields?: readonly string[] };
  'photo.missing': { readonly kinds: readonly string[] };
  'photo.fresh-required': { readonly kinds: readonly string[] };
  'photo.duplicate': { readonly kinds: readonly string[] };
  'agreement.not-signed': { readonly documentIds: readonly string[] };
  /** `rule`: only of a service that writes nothing; a repeat is of no use there. */
  'dependency.unavailable': { readonly rule?: 'read-only' };
}

type MembersOf<C extends ProblemCode> = C extends keyof ProblemMembers
  ? Record<string, never> extends ProblemMembers[C]
    ? [members?: ProblemMembers[C]]
    : [members: ProblemMembers[C]]
  : [];

/** The members as whoever catches a refusal sees them. */
export interface ErrorExtras {
  readonly errors?: readonly FieldError[];
  /** RFC 3339 instant from which a repeat makes sense. */
  readonly retryAt?: string;
  readonly [member: string]: unknown;
}

/** A refusal. Its code decides how it is meant; texts for people belong to the adapters. */
export class DomainError extends Error {
  readonly kind: ErrorKind;

  constructor(
    readonly code: ProblemCode,
    readonly extras: ErrorExtras = {},
  ) {
    super(code);
    this.name = 'DomainError';
    this.kind = kindOf(code);
  }
}

const refusalsOf =
  <K extends ErrorKind>() =>
  <C extends CodeOf<K>>(code: C, ...[members]: MembersOf<C>): DomainError =>
    new DomainError(code, members);

/** A refusal with the members that its code demands. */
export const refusal = refusalsOf<ErrorKind>();
/** A business rule refuses (422). */
export const rule = refusalsOf<'rule'>();
/** It conflicts with what exists (409). */
export const conflict = refusalsOf<'conflict'>();
/** There is no such thing, or not for this caller (404). */
export const notFound = refusalsOf<'not-found'>();
/** A malformed body: `request.invalid` with every field at once (400). */
export const invalidFields = (...errors: readonly FieldError[]) => refusal('request.invalid', { errors });
