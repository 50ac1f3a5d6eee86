import { describe, it } from '@jest/globals';
import { fourEyesAct } from '../../src/domain/four-eyes-act/decider.js';
import type { FourEyesActEvent } from '../../src/domain/four-eyes-act/events.js';
import { identityScope } from '../../src/domain/shared/scope.js';
import { given } from '../support/decider-spec.js';
import { later, t0 } from './histories.js';

const sevenDays = 7 * 24 * 60;
const proposal = {
  kind: 'realNameLevel',
  subjects: ['user-1'],
  reason: '投诉处理',
  proposedBy: 'first',
  scope: identityScope,
} as const;
const propose = (at = t0, proposedBy = 'first') => ({ type: 'ProposeAct', ...proposal, proposedBy, at }) as const;
const proposed = (minutes = 0, proposedBy = 'first'): FourEyesActEvent => ({
  type: 'FourEyesActProposed',
  data: { ...proposal, proposedBy, proposedAt: later(minutes), expiresAt: later(minutes + sevenDays) },
});
const confirm = (confirmedBy: string, at = later(1)) =>
  ({ type: 'ConfirmAct', confirmedBy, scope: identityScope, at }) as const;
const confirmed = (confirmedBy: string): FourEyesActEvent => ({
  type: 'FourEyesActConfirmed',
  data: { confirmedBy, scope: identityScope, confirmedAt: later(1) },
});
const act = (...facts: readonly FourEyesActEvent[]) => given(fourEyesAct, ...facts);

describe('an act that takes two operators (P2, R14)', () => {
  it('waits for seven days, whoever asks again', () => {
    act().when(propose()).then(proposed());
    act(proposed())
      .when(propose(later(sevenDays - 1), 'second'))
      .thenNothing();
    act(proposed())
      .when(propose(later(sevenDays), 'second'))
      .then(proposed(sevenDays, 'second'));
  });

  it('is confirmed by another, once', () => {
    act(proposed()).when(confirm('second')).then(confirmed('second'));
    act(proposed(), confirmed('second')).when(confirm('second')).thenNothing();
    act(proposed(), confirmed('second')).when(confirm('third')).thenRefused('confirmation.not-found');
  });

  it('is not confirmed by who proposed it', () => {
    act(proposed()).when(confirm('first')).thenRefused('access.forbidden');
  });

  it('is nothing before it was proposed, and after it has ended', () => {
    act().when(confirm('second')).thenRefused('confirmation.not-found');
    act(proposed())
      .when(confirm('second', later(sevenDays)))
      .thenRefused('confirmation.not-found');
  });

  it('may be proposed again once it was confirmed', () => {
    act(proposed(), confirmed('second'))
      .when(propose(later(2)))
      .then(proposed(2));
  });
});
