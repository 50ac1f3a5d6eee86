import type { Decider } from '../shared/decider.js';
import { DomainError } from '../shared/domain-error.js';
import type { Instant } from '../shared/instant.js';
import type { ClaimEvent } from './events.js';

/** `owner` is a stream's full name, as in `CustomerAccount-<uuid>`. */
export type ClaimCommand =
  | { readonly type: 'TakeClaim'; readonly owner: string; readonly scope: string; readonly at: Instant }
  | { readonly type: 'TransferClaim'; readonly owner: string; readonly scope: string; readonly at: Instant }
  | { readonly type: 'ReleaseClaim'; readonly owner: string; readonly at: Instant };

export type Claim = { readonly is: 'free' } | { readonly is: 'held'; readonly owner: string };

/** `claim.held`. Who holds it is for the application to act on and never reaches a caller. */
export class ClaimHeld extends DomainError {
  constructor(readonly owner: string) {
    super('claim.held');
  }
}

/**
 * What makes a value unique: free, or held by one owner. Taking refuses another holder (ClaimHeld), transferring takes
 * it over whoever holds it, releasing by anyone but the holder changes nothing.
 */
export const claim: Decider<ClaimCommand, ClaimEvent, Claim> = {
  category: 'Claim',
  initialState: { is: 'free' },
  decide(command, state) {
    const holder = state.is === 'held' ? state.owner : null;
    const { owner, at } = command;
    if (command.type === 'ReleaseClaim')
      return holder === owner ? [{ type: 'ClaimReleased', data: { owner, at } }] : [];
    if (holder === owner) return [];
    if (holder !== null && command.type === 'TakeClaim') throw new ClaimHeld(holder);
    return [{ type: 'ClaimTaken', data: { scope: command.scope, owner, replaces: holder, at } }];
  },
  evolve(_state, event) {
    switch (event.type) {
      case 'ClaimTaken':
        return { is: 'held', owner: event.data.owner };
      case 'ClaimReleased':
        return { is: 'free' };
    }
  },
};
