import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ClaimCommand, ClaimHeld, claim } from '../../src/domain/claim/decider.js';
import type { ClaimEvent } from '../../src/domain/claim/events.js';
import { given } from '../support/decider-spec.js';

const at = '2026-11-22T08:00:00.000Z';
const scope = 'openRequest';
const [mine, hers] = ['ProfileChangeRequest-1', 'ProfileChangeRequest-2'];

const take = (owner: string): ClaimCommand => ({ type: 'TakeClaim', owner, scope, at });
const transfer = (owner: string): ClaimCommand => ({ type: 'TransferClaim', owner, scope, at });
const release = (owner: string): ClaimCommand => ({ type: 'ReleaseClaim', owner, at });
const taken = (owner: string, replaces: string | null = null): ClaimEvent => ({
  type: 'ClaimTaken',
  data: { scope, owner, replaces, at },
});
const released = (owner: string): ClaimEvent => ({ type: 'ClaimReleased', data: { owner, at } });

describe('claim', () => {
  it('F15 is taken when free', () => given(claim).when(take(mine)).then(taken(mine)));
  it('F15 is taken again after a release', () =>
    given(claim, taken(hers), released(hers)).when(take(mine)).then(taken(mine)));
  it('F15 held by the same owner, nothing happens', () => given(claim, taken(mine)).when(take(mine)).thenNothing());
  it('F15 held by another, it refuses and tells the application who', () => {
    given(claim, taken(hers)).when(take(mine)).thenRefused('claim.held', { kind: 'conflict', owner: hers });
    expect(() => claim.decide(take(mine), { is: 'held', owner: hers })).toThrow(ClaimHeld);
  });
  it('P1 the holder is no part of what a caller is told', () => expect(new ClaimHeld(hers).extras).toEqual({}));

  it('is released by its holder', () => given(claim, taken(mine)).when(release(mine)).then(released(mine)));
  it('is not released by another', () => given(claim, taken(hers)).when(release(mine)).thenNothing());
  it('is not released twice', () => given(claim, taken(mine), released(mine)).when(release(mine)).thenNothing());
  it('a late release does not take it from the next holder', () =>
    given(claim, taken(mine), released(mine), taken(hers)).when(release(mine)).thenNothing());

  it('is transferred from whoever holds it', () =>
    given(claim, taken(hers)).when(transfer(mine)).then(taken(mine, hers)));
  it('is transferred when free', () => given(claim).when(transfer(mine)).then(taken(mine)));
  it('is not transferred twice', () => given(claim, taken(hers), taken(mine, hers)).when(transfer(mine)).thenNothing());
  it('after a transfer the former holder cannot release it', () =>
    given(claim, taken(hers), taken(mine, hers)).when(release(hers)).thenNothing());

  it('a repeated command yields nothing, whatever happened before', () => {
    const owner = fc.constantFrom('A-1', 'A-2', 'A-3');
    const command = fc.oneof(owner.map(take), owner.map(transfer), owner.map(release));
    fc.assert(
      fc.property(fc.array(command), command, (before, last) => {
        const run = (state: typeof claim.initialState, each: ClaimCommand) => {
          try {
            return claim.decide(each, state).reduce(claim.evolve, state);
          } catch (error) {
            if (error instanceof ClaimHeld) return state;
            throw error;
          }
        };
        const state = before.reduce(run, claim.initialState);
        const after = run(state, last);
        expect(run(after, last)).toEqual(after);
        if (after !== state) expect(claim.decide(last, after)).toEqual([]);
      }),
    );
  });
});
