import { ownerId } from '../core/ids.js';
import type { Json } from '../ports/json.js';
import type { ReadModel, Row } from '../ports/read-models.js';

export interface AccountChangeRow extends Row {
  readonly customerId: string;
  readonly changeRequestId: string;
  readonly companyCode: string;
  readonly customerNumber: string;
  readonly kind: string;
  /** Sealed. */
  readonly values: Json;
  readonly appliedAt: string;
}

/** Applied changes by company, oldest first: what the company's own system takes over (F22). */
export const accountChanges: ReadModel<AccountChangeRow> = {
  name: 'account_change',
  version: 2,
  types: ['ChangeRequestApplied'],
  key: (event) => String(event.data.changeRequestId),
  evolve: (_, event) => ({ ...event.data, customerId: ownerId(event.stream) }) as unknown as AccountChangeRow,
  index: { companyCode: (row) => row.companyCode },
};
