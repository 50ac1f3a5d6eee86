import { answered } from '@realname/client';
import type { Device, PhotoKind } from './main-job.js';
import { customer } from './people.js';

/** What a customer asks to change: one kind per request (F15), in the words of its form. */
export type Change =
  | { readonly kind: 'contactPhone'; readonly phone: string }
  | { readonly kind: 'identityValidity'; readonly start: string; readonly end?: string; readonly longTerm?: boolean }
  | { readonly kind: 'otherInformation'; readonly other: OtherInformation };

export type ChangeKind = Change['kind'];
export type OtherInformation = Omit<typeof customer.other, 'clientManager' | 'intermediary'> & {
  readonly email?: string;
  readonly clientManager?: string;
  readonly intermediary?: string;
};

/** The manual's samples (figures 6–8), beside a number and dates of our own. */
export const sampleChanges: { readonly [K in ChangeKind]: Extract<Change, { kind: K }> } = {
  contactPhone: { kind: 'contactPhone', phone: '13900139001' },
  identityValidity: { kind: 'identityValidity', start: '2026-03-18', longTerm: true },
  otherInformation: {
    kind: 'otherInformation',
    other: { ...customer.other, email: 'zhang@example.com', occupation: '1300', intermediary: '王五' },
  },
};

/** The photos that a request of a kind must or may bring anew: all three, or the signature (F12). */
export const freshPhotos = (kind: ChangeKind): readonly PhotoKind[] =>
  kind === 'identityValidity' ? ['idFront', 'idBack', 'signature'] : ['signature'];

/** Fills in the form of the change's kind (F16–F18): the request. */
export const fillForm = (device: Device, id: string, change: Change) => {
  const params = { path: { id } };
  switch (change.kind) {
    case 'contactPhone':
      return device.proposePhone(id, change.phone);
    case 'identityValidity': {
      const { kind: _, ...body } = change;
      return answered(device.api.PUT('/v1/futures/change-requests/{id}/identity-validity', { params, body }));
    }
    case 'otherInformation': {
      const body = change.other;
      return answered(device.api.PUT('/v1/futures/change-requests/{id}/other-information', { params, body }));
    }
  }
};
