import { rule } from '../shared/domain-error.js';
import type { ProfileChangeRequestCommand } from './commands.js';
import type { ProfileChangeRequestEvent } from './events.js';
import { mustBeFresh } from './form.js';
import { kindOf } from './kinds.js';
import { photosDone, unsigned } from './progress.js';
import type { OpenedRequest } from './state.js';

type Command<T extends ProfileChangeRequestCommand['type']> = Extract<ProfileChangeRequestCommand, { type: T }>;
type Events = readonly ProfileChangeRequestEvent[];

/** Agreements come after the form (F19). */
export const mustHaveForm = (request: OpenedRequest): void => {
  if (!photosDone(request)) throw rule('change-request.step-not-reached', { step: 'photos' });
  if (!request.proposed) throw rule('change-request.step-not-reached', { step: 'form' });
};

/** The exact bytes went to the customer: only then may they be signed (F29). */
export const show = ({ document, at }: Command<'ShowAgreement'>, request: OpenedRequest): Events => {
  mustHaveForm(request);
  if (request.shown[document.documentId]?.sha256 === document.sha256) return [];
  return [{ type: 'AgreementShown', data: { ...document, shownAt: at } }];
};

/** The document was shown, and is still what was shown (F29). */
export const mustBeReadAndUnchanged = (request: OpenedRequest, documentId: string, sha256: string): void => {
  mustHaveForm(request);
  const shown = request.shown[documentId];
  if (!shown) throw rule('agreement.not-read');
  if (shown.sha256 !== sha256) throw rule('agreement.changed');
};

export const sign = ({ signature, sha256 }: Command<'SignAgreement'>, request: OpenedRequest): Events => {
  mustBeReadAndUnchanged(request, signature.documentId, sha256);
  if (signature.sha256 !== sha256) throw rule('agreement.changed');
  const signed = request.signed[signature.documentId];
  if (signed?.signingSessionId === signature.signingSessionId) return [];
  return [{ type: 'AgreementSigned', data: signature }];
};

/** Of a request that was not submitted yet; what was is decided by others, with the signatures as they are (F29). */
export const voidSignatures = (
  { certificateSerial, at }: Command<'VoidSignatures'>,
  { status, signed }: OpenedRequest,
): Events => {
  const lost = Object.values(signed).some((each) => each.certificateSerial === certificateSerial);
  return status === 'open' && lost ? [{ type: 'SignaturesVoided', data: { certificateSerial, voidedAt: at } }] : [];
};

/** In either order with the signatures (F21). */
export const consent = ({ consent, at }: Command<'ConsentToAgreements'>, request: OpenedRequest): Events => {
  mustHaveForm(request);
  if (request.consented) return [];
  return [{ type: 'AgreementsConsented', data: { ...consent, scope: 'general', consentedAt: at } }];
};

/** What must hold at submission, in the order in which the customer is told. */
const checklist: readonly ((command: Command<'SubmitRequest'>, request: OpenedRequest) => void)[] = [
  (_, request) => mustHaveForm(request),
  ({ group }, request) => mustBeFresh(request, group),
  ({ today }, { proposed }) => {
    if (proposed) kindOf(proposed.kind).mustHold?.(proposed, today);
  },
  ({ documents }, request) => {
    const documentIds = unsigned(request, Object.keys(documents));
    if (documentIds.length > 0) throw rule('agreement.not-signed', { documentIds });
  },
  ({ documents }, request) => {
    if (Object.entries(documents).some(([id, sha256]) => request.signed[id]?.sha256 !== sha256))
      throw rule('agreement.changed');
  },
  (_, request) => {
    if (!request.consented) throw rule('agreement.not-consented');
  },
];

/** Two facts: the submission, and, where the company's policy is automatic, its approval (F22). */
export const submit = (command: Command<'SubmitRequest'>, request: OpenedRequest): Events => {
  for (const check of checklist) check(command, request);
  const submitted = { type: 'ProfileChangeRequestSubmitted', data: { submittedAt: command.at } } as const;
  if (!command.approved) return [submitted];
  return [submitted, { type: 'ProfileChangeRequestApproved', data: { by: 'policy', decidedAt: command.at } }];
};
