import type { RegisterUser } from '../../src/domain/identity-user/commands.js';
import type { FaceRecord, IdentityUserEvent } from '../../src/domain/identity-user/events.js';
import { minute, plus } from '../../src/domain/shared/instant.js';

export const t0 = '2026-11-22T08:00:00.000Z';
export const later = (minutes: number) => plus(t0, minutes * minute);

export const credentialId = 'credential-1';
export const here = 'address-1';
export const elsewhere = 'address-2';

const agreement = { documentId: 'userAgreement', version: '1.0', sha256: 'aa', scope: 'general', at: t0 } as const;
export const faceConsent = { documentId: 'faceConsent', version: '1.0', sha256: 'bb', scope: 'face', at: t0 } as const;

export const registration: RegisterUser = {
  type: 'RegisterUser',
  name: '张三',
  idNumber: '110101199003072113',
  validity: { start: '2020-03-18', end: '2040-03-18' },
  mobile: '+8613800138000',
  credentialId,
  agreement,
  at: t0,
};
const { type: _, ...data } = registration;

export const registered: IdentityUserEvent = { type: 'IdentityUserRegistered', data: { ...data, realNameLevel: 3 } };
const { name, idNumber } = registration;
export const imported = (mobile: string | null = registration.mobile): IdentityUserEvent => ({
  type: 'IdentityUserImported',
  data: { name, idNumber, mobile, realNameLevel: 2, at: t0 },
});
export const chosen = { username: 'Zhang_San', mobile: registration.mobile, credentialId };
export const activated: IdentityUserEvent = { type: 'IdentityUserActivated', data: { ...chosen, at: later(1) } };

export const refused = (at = later(1), address = here): IdentityUserEvent => ({
  type: 'PasswordRefused',
  data: { address, at },
});
export const locked = (until: string, address: string | null = here, at = later(5)): IdentityUserEvent => ({
  type: 'PasswordLocked',
  data: { address, until, at },
});
export const signedIn = (change: object = {}): IdentityUserEvent => ({
  type: 'SignedIn',
  data: { method: 'password', address: here, attempt: 'command-1', guided: true, at: later(1), ...change },
});
export const upgraded: IdentityUserEvent = {
  type: 'RealNameUpgraded',
  data: { from: 3, to: 4, method: 'face', reason: null, at: later(2) },
};
export const faceRecord = (at = later(1)): FaceRecord => ({
  purpose: 'realNameLevel',
  providerReference: 'p-1',
  scoreBand: 'high',
  consent: faceConsent,
  at,
});
export const faceRefused = (at = later(1)): IdentityUserEvent => ({ type: 'FaceRefused', data: faceRecord(at) });
export const cancelled: IdentityUserEvent = { type: 'IdentityUserCancelled', data: { at: later(3) } };
