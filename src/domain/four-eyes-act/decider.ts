import type { Decider } from '../shared/decider.js';
import { notFound, refusal } from '../shared/domain-error.js';
import { day, type Instant, plus } from '../shared/instant.js';
import type { Scope } from '../shared/scope.js';
import type { FourEyesActEvent, Proposal } from './events.js';

export type FourEyesActCommand =
  | (Omit<Proposal, 'proposedAt' | 'expiresAt'> & { readonly type: 'ProposeAct'; readonly at: Instant })
  | { readonly type: 'ConfirmAct'; readonly confirmedBy: string; readonly scope: Scope; readonly at: Instant };

export type FourEyesAct =
  | { readonly is: 'none' }
  | (Proposal & { readonly is: 'proposed'; readonly confirmedBy: string | null });

/** How long a proposal waits for the second operator. */
const waits = 7 * day;

/** An act of staff that takes two: who proposes it does not confirm it. One that has ended may be proposed again. */
export const fourEyesAct: Decider<FourEyesActCommand, FourEyesActEvent, FourEyesAct> = {
  category: 'FourEyesAct',
  initialState: { is: 'none' },
  decide(command, state) {
    switch (command.type) {
      case 'ProposeAct': {
        if (isWaiting(state, command.at)) return [];
        const { type: _, at, ...proposal } = command;
        return [{ type: 'FourEyesActProposed', data: { ...proposal, proposedAt: at, expiresAt: plus(at, waits) } }];
      }
      case 'ConfirmAct': {
        const { confirmedBy, scope, at } = command;
        if (state.is === 'proposed' && state.confirmedBy === confirmedBy) return [];
        if (!isWaiting(state, at)) throw notFound('confirmation.not-found');
        if (state.proposedBy === confirmedBy) throw refusal('access.forbidden');
        return [{ type: 'FourEyesActConfirmed', data: { confirmedBy, scope, confirmedAt: at } }];
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'FourEyesActProposed':
        return { is: 'proposed', ...event.data, confirmedBy: null };
      case 'FourEyesActConfirmed':
        return state.is === 'proposed' ? { ...state, confirmedBy: event.data.confirmedBy } : state;
    }
  },
};

type Proposed = Extract<FourEyesAct, { is: 'proposed' }>;

const isWaiting = (state: FourEyesAct, at: Instant): state is Proposed =>
  state.is === 'proposed' && state.confirmedBy === null && at < state.expiresAt;
