import type { Decider } from '../shared/decider.js';
import type { SignatureTimeStampEvent, StampedSignature } from './events.js';

export type SignatureTimeStampCommand = { readonly type: 'KeepTimeStamp'; readonly stamped: StampedSignature };

export type SignatureTimeStamp = { readonly is: 'none' } | (StampedSignature & { readonly is: 'stamped' });

/** The time-stamp over a signature (F29), by its signing session. The first stays: it proves most. */
export const signatureTimeStamp: Decider<SignatureTimeStampCommand, SignatureTimeStampEvent, SignatureTimeStamp> = {
  category: 'SignatureTimeStamp',
  initialState: { is: 'none' },
  decide({ stamped }, state) {
    return state.is === 'none' ? [{ type: 'SignatureTimeStamped', data: stamped }] : [];
  },
  evolve(_state, { data }) {
    return { is: 'stamped', ...data };
  },
};
