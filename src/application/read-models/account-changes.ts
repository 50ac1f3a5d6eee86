import type { CustomerAccountEvent } from '../../domain/customer-account/events.js';
import { sealedFact } from '../core/event-codec.js';
import { ownerId } from '../core/ids.js';
import type { ReadModel } from '../ports/read-models.js';

type Applied = Extract<CustomerAccountEvent<'sealed'>, { type: 'ChangeRequestApplied' }>;

export type AccountChangeRow = Applied['data'] & { readonly customerId: string };

/** Applied changes by company, oldest first: what the company's own system takes over (F22). */
export const accountChanges: ReadModel<AccountChangeRow> = {
  name: 'account_change',
  version: 2,
  types: ['ChangeRequestApplied'],
  key: (event) => String(event.data.changeRequestId),
  evolve: (_, event) => ({ ...sealedFact<Applied>(event).data, customerId: ownerId(event.stream) }),
  index: { companyCode: (row) => row.companyCode },
};
