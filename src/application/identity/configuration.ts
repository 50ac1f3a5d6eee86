import type { Consent } from '../../domain/identity-user/events.js';
import { rule } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';
import { smsQuota } from '../../domain/sms-number/quota.js';
import { sha256 } from '../core/ids.js';
import type { Fields } from '../shared/fields.js';

export interface IdentityAgreement {
  readonly documentId: 'userAgreement' | 'faceConsent';
  readonly title: string;
  readonly version: string;
  /** Paragraphs, one a line. */
  readonly text: string;
}

/** What whoever runs the registration identity app configures. */
export interface IdentitySettings {
  readonly title: string;
  readonly signInMethods: readonly ('password' | 'face')[];
  readonly realNameLevels: readonly { readonly level: number; readonly name: string }[];
  readonly faq: readonly { readonly question: string; readonly answer: string }[];
  readonly hotline: string;
  /** Beside letters, digits and underscores (V7). */
  readonly usernameExtraCharacters: string;
  /** Whether an erasure and the manual level 4 wait for a second operator (P2, R14). */
  readonly fourEyes: boolean;
  readonly agreements: readonly IdentityAgreement[];
}

/** That somebody ticked a document, as it was sent. */
export interface AgreementForm {
  readonly version: string;
  readonly agreed: boolean;
}

/** Does not change while the service runs. */
export class IdentityConfiguration {
  constructor(readonly settings: IdentitySettings) {}

  /** What anyone may read. */
  publicView() {
    const { title, signInMethods, realNameLevels, faq, hotline } = this.settings;
    return { title, signInMethods, realNameLevels, smsQuota, faq, hotline };
  }

  agreements() {
    return { items: this.settings.agreements.map((each) => ({ ...each, sha256: sha256(each.text) })) };
  }

  /** The fact that a document was agreed to (P6). @throws DomainError `agreement.not-accepted` unless it is today's version */
  consent(documentId: IdentityAgreement['documentId'], form: AgreementForm, at: Instant): Consent {
    const document = this.settings.agreements.find((each) => each.documentId === documentId);
    if (!document || !form.agreed || form.version !== document.version) throw rule('agreement.not-accepted');
    const { version, text } = document;
    return { documentId, version, sha256: sha256(text), scope: documentId === 'faceConsent' ? 'face' : 'general', at };
  }
}

/** A document without its tick, beside other wrong fields. Alone it is `agreement.not-accepted`. */
export const mentionConsent = (fields: Fields, pointer: string, form: AgreementForm | undefined): void => {
  if (form?.agreed === false) fields.mention(`${pointer}/agreed`, 'field.required');
};
