import { notFound, rule } from '../shared/domain-error.js';
import type { Instant } from '../shared/instant.js';
import type { CustomerAccountEvent } from './events.js';
import type { CustomerAccount } from './state.js';

export type ErasureCommand =
  | {
      readonly type: 'RestrictProcessing';
      readonly erasureId: string;
      readonly retainedUntil: Instant;
      readonly at: Instant;
    }
  | { readonly type: 'ErasePersonalData'; readonly at: Instant };

/**
 * A request for deletion restricts processing first; once the retention is over, what is personal is erased (P2).
 * Refuses with `customer.not-found`, or `customer.restricted` while the record must be kept.
 */
export const decideErasure = (command: ErasureCommand, state: CustomerAccount): readonly CustomerAccountEvent[] => {
  if (state.is === 'erased') return [];
  if (state.is !== 'registered') throw notFound('customer.not-found');
  const { restriction } = state;
  if (command.type === 'RestrictProcessing') {
    if (restriction) return [];
    const { erasureId, retainedUntil, at } = command;
    return [{ type: 'ProcessingRestricted', data: { erasureId, retainedUntil, restrictedAt: at } }];
  }
  if (!restriction || command.at < restriction.retainedUntil) throw rule('customer.restricted');
  return [{ type: 'PersonalDataErased', data: { erasureId: restriction.erasureId, erasedAt: command.at } }];
};
