import type { Instant } from '../../domain/shared/instant.js';
import type { SmsPurpose } from './sms-gateway.js';
import type { StaffRole } from './staff-tokens.js';

/** A text message the embedded gateway would have sent. `to` is E.164. */
export interface SandboxMessage {
  readonly to: string;
  readonly purpose: SmsPurpose;
  readonly text: string;
  readonly code: string;
  readonly sentAt: Instant;
}

export interface SandboxNotice {
  readonly to: string;
  readonly text: string;
  readonly sentAt: Instant;
}

/** What the embedded SMS gateway took, newest first. `to` is E.164. */
export abstract class SandboxSms {
  abstract messages(to: string): Promise<readonly SandboxMessage[]>;
  abstract notices(to: string): Promise<readonly SandboxNotice[]>;
}

/** Moves the service's whole clock; it goes on ticking from there. */
export abstract class SandboxClock {
  abstract move(now: Instant): Promise<void>;
  /** Back to the host's time. */
  abstract reset(): Promise<void>;
}

/** The first, second or third of a role. */
export type SandboxPerson = 1 | 2 | 3;

export abstract class SandboxCaptchas {
  /** The answer of a captcha that was issued and not yet spent; undefined otherwise. */
  abstract answer(captchaId: string): Promise<string | undefined>;
}

export const sandboxFaceOutcomes = ['match', 'mismatch', 'unavailable'] as const;
export type SandboxFaceOutcome = (typeof sandboxFaceOutcomes)[number];

/** The embedded face provider's page. */
export abstract class SandboxFaces {
  /** What the browser that went through a flow is given; undefined when there is no such flow. */
  abstract returnState(faceVerificationId: string): Promise<string | undefined>;
  /** What comes of the flow, and where its browser is led back to: nowhere without FACEID_REDIRECT_URL. */
  abstract conclude(faceVerificationId: string, outcome: SandboxFaceOutcome): Promise<string | undefined>;
}

export type SandboxStaff = { readonly role: StaffRole; readonly person: SandboxPerson };

/** The embedded OIDC issuer: one token for each role, and second and third people of each. */
export abstract class SandboxStaffTokens {
  /** `iss` of its tokens. */
  abstract readonly issuer: string;
  abstract readonly validForSeconds: number;
  abstract people(): readonly (SandboxStaff & { readonly name: string })[];
  /** Its public keys as a JWK set (RFC 7517). */
  abstract keys(): { readonly keys: readonly object[] };
  abstract issue(person?: SandboxPerson): Promise<Readonly<Record<StaffRole, string>>>;
}

/** Somebody to try a sandbox with. */
export interface SandboxInhabitant {
  readonly app: 'futures' | 'identity';
  /** Of a customer. */
  readonly companyCode: string | null;
  readonly name: string;
  readonly idNumber: string;
  readonly mobile: string | null;
  /** Of a user who has one. */
  readonly password: string | null;
  /** In words. */
  readonly who: Readonly<Record<'zh' | 'en', string>>;
}

/** Whom a sandbox began with: nobody where it began empty. */
export abstract class SandboxPeople {
  abstract all(): Promise<readonly SandboxInhabitant[]>;
}
