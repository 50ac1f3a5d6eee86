import type { Instant } from '../shared/instant.js';
import type { Consent, FaceRecord, RealNameLevel } from './events.js';

interface At {
  readonly at: Instant;
}

/** What takes a claim and may be barred from finishing (`LapseAttempt`) names the call that it belongs to. */
interface OfACall extends At {
  readonly causationId: string;
}

/** A password that was compared with the hash of this credential, or with a decoy where it is null. */
interface CheckedPassword extends At {
  readonly right: boolean;
  readonly credentialId: string | null;
  /** Keyed HMAC of where the request came from (R8). */
  readonly address: string;
}

export interface RegisterUser extends At {
  readonly type: 'RegisterUser';
  readonly name: string;
  readonly idNumber: string;
  readonly validity: { readonly start: string; readonly end: string };
  readonly mobile: string;
  readonly credentialId: string;
  readonly agreement: Consent;
}

export interface ImportUser extends OfACall {
  readonly type: 'ImportUser';
  readonly name: string;
  readonly idNumber: string;
  readonly mobile: string | null;
  readonly realNameLevel: 1 | 2 | 3;
}

export interface ActivateUser extends OfACall {
  readonly type: 'ActivateUser';
  readonly username: string;
  readonly mobile: string;
  readonly credentialId: string;
}

export interface SignInByPassword extends CheckedPassword {
  readonly type: 'SignInByPassword';
  readonly commandId: string;
}

/** A face that was verified just now (RecordFace). */
export interface SignInByFace extends At {
  readonly type: 'SignInByFace';
  readonly address: string;
  readonly commandId: string;
}

/** The password once more, of somebody who is signed in (R12, R13). */
export interface CheckPassword extends CheckedPassword {
  readonly type: 'CheckPassword';
}

export interface RecordFace {
  readonly type: 'RecordFace';
  readonly matched: boolean;
  readonly face: FaceRecord;
}

export interface ChangePassword extends At {
  readonly type: 'ChangePassword';
  readonly cause: 'owner' | 'reset';
  /** The credential that is replaced: another change meanwhile is a conflict. */
  readonly replaces: string;
  readonly credentialId: string;
}

export interface ChangeMobile extends OfACall {
  readonly type: 'ChangeMobile';
  readonly mobile: string;
}

export interface RaiseRealNameLevel extends At {
  readonly type: 'RaiseRealNameLevel';
  readonly to: RealNameLevel;
  readonly method: 'face' | 'operator';
  readonly reason: string | null;
}

export interface SetParticipation extends At {
  readonly type: 'SetParticipation';
  readonly participate: boolean;
}

export interface CancelUser extends At {
  readonly type: 'CancelUser';
}

export interface LapseAttempt extends OfACall {
  readonly type: 'LapseAttempt';
}

export interface AbandonUser extends At {
  readonly type: 'AbandonUser';
}

export type IdentityUserCommand =
  | RegisterUser
  | ImportUser
  | ActivateUser
  | SignInByPassword
  | SignInByFace
  | CheckPassword
  | RecordFace
  | ChangePassword
  | ChangeMobile
  | RaiseRealNameLevel
  | SetParticipation
  | CancelUser
  | LapseAttempt
  | AbandonUser;
