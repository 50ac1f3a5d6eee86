// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import { asItIs, type EventSchema, type Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, text } from '../shared/personal.js';
import { type Validity, validity } from '../shared/profile.js';
import type { ActiveUser } from './state.js';

export type RealNameLevel = 1 | 2 | 3 | 4;

export type FacePurpose = 'signIn' | 'passwordReset' | 'realNameLevel' | 'activation';

/** What somebody agreed to, and when (P6). */
export interface Consent {
  readonly documentId: string;
  readonly version: string;
  readonly sha256: string;
  readonly scope: 'general' | 'sensitive' | 'face';
  readonly at: Instant;
}

/** What is kept of a face verification, never an image (R16). `consent` is null where the sandbox started no flow. */
export interface FaceRecord {
  readonly purpose: FacePurpose;
  readonly providerReference: string;
  readonly scoreBand: 'low' | 'medium' | 'high';
  readonly consent: Consent | null;
  /** Of a stranger's face; a person's own, in a session, has none, and none had one before version 2. */
  readonly address?: string;
  readonly at: Instant;
}

/**
 * `credentialId` names a password hash that is kept outside the log; `address` is a keyed HMAC of where a request came
 * from. `attempt` is the command of a `SignedIn`, and the call (a causation id) of a `MobileChanged` and an `AttemptLapsed`.
 */
export type IdentityUserEvent<H extends Held = 'opened'> =
  | Fact<
      'IdentityUserRegistered',
      {
        readonly name: Personal<string, H>;
        readonly idNumber: Personal<string, H>;
        readonly validity: Personal<Validity, H>;
        readonly mobile: Personal<string, H>;
        readonly realNameLevel: RealNameLevel;
        readonly credentialId: string;
        readonly agreement: Consent;
        readonly at: Instant;
      }
    >
  | Fact<
      'IdentityUserImported',
      {
        readonly name: Personal<string, H>;
        readonly idNumber: Personal<string, H>;
        readonly mobile: Personal<string, H> | null;
        readonly realNameLevel: RealNameLevel;
        readonly at: Instant;
      }
    >
  | Fact<
      'IdentityUserActivated',
      {
        readonly username: Personal<string, H>;
        readonly mobile: Personal<string, H>;
        readonly credentialId: string;
        readonly at: Instant;
      }
    >
  | Fact<
      'SignedIn',
      {
        readonly method: 'password' | 'face';
        readonly address: string;
        readonly attempt: string;
        /** Whether this sign-in carried the guide to level 4 (R9). */
        readonly guided: boolean;
        readonly at: Instant;
      }
    >
  | Fact<'PasswordRefused', { readonly address: string; readonly at: Instant }>
  /** Passwords are not listened to until then; from everywhere where `address` is null (R8). */
  | Fact<'PasswordLocked', { readonly address: string | null; readonly until: Instant; readonly at: Instant }>
  | Fact<'FaceVerified', FaceRecord>
  | Fact<'FaceRefused', FaceRecord>
  | Fact<'PasswordChanged', { readonly cause: 'owner' | 'reset'; readonly credentialId: string; readonly at: Instant }>
  | Fact<'MobileChanged', { readonly mobile: Personal<string, H>; readonly attempt: string; readonly at: Instant }>
  | Fact<
      'RealNameUpgraded',
      {
        readonly from: RealNameLevel;
        readonly to: RealNameLevel;
        readonly method: 'face' | 'operator';
        readonly reason: Personal<string, H> | null;
        readonly at: Instant;
      }
    >
  | Fact<'BusinessRegistrationJoined', { readonly at: Instant }>
  | Fact<'BusinessRegistrationLeft', { readonly at: Instant }>
  | Fact<'IdentityUserCancelled', { readonly at: Instant }>
  /** A command took a claim and died; it may not come back and finish. */
  | Fact<'AttemptLapsed', { readonly attempt: string; readonly at: Instant }>
  | Fact<'IdentityUserAbandoned', { readonly at: Instant }>
  /** All that came before of an active user, by version of the schema: nothing happened. */
  | Fact<'IdentityUserSummarised', Omit<ActiveUser<H>, 'is'>>;

export const identityUserSchema = {
  IdentityUserRegistered: { version: 1, personal: { name: text, idNumber: text, validity, mobile: text } },
  IdentityUserImported: { version: 1, personal: { name: text, idNumber: text, mobile: text } },
  IdentityUserActivated: { version: 1, personal: { username: text, mobile: text } },
  SignedIn: { version: 1, personal: {} },
  PasswordRefused: { version: 1, personal: {} },
  PasswordLocked: { version: 1, personal: {} },
  FaceVerified: { version: 2, personal: {}, upcasts: [asItIs] },
  FaceRefused: { version: 2, personal: {}, upcasts: [asItIs] },
  PasswordChanged: { version: 1, personal: {} },
  MobileChanged: { version: 1, personal: { mobile: text } },
  RealNameUpgraded: { version: 1, personal: { reason: text } },
  BusinessRegistrationJoined: { version: 1, personal: {} },
  BusinessRegistrationLeft: { version: 1, personal: {} },
  IdentityUserCancelled: { version: 1, personal: {} },
  AttemptLapsed: { version: 1, personal: {} },
  IdentityUserAbandoned: { version: 1, personal: {} },
  IdentityUserSummarised: { version: 1, personal: { name: text, idNumber: text, mobile: text, username: text } },
} as const satisfies EventSchema<IdentityUserEvent<'sealed'>>;
