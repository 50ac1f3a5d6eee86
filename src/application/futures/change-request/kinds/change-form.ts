import type { ProfileFact } from '../../../../domain/customer-account/profile-facts.js';
import type { ChangeKind, Form, ValueOf } from '../../../../domain/profile-change-request/kinds.js';
import type { ProfileValues } from '../../../../domain/shared/profile.js';
import type { PlainDate } from '../../../../domain/shared/shanghai-calendar.js';
import type { SmsNotice } from '../../../ports/sms-gateway.js';
import type { Company } from '../../../shared/companies.js';
import type { Dictionaries } from '../../../shared/dictionaries.js';
import type { Fields } from '../../../shared/fields.js';

/** A form as it was sent: nothing of it is trusted. */
export type Input = { readonly [field: string]: unknown };

/** How the documentation describes a field of a form. */
export interface InputField {
  readonly type: 'string' | 'boolean';
  readonly optional?: boolean | undefined;
  readonly nullable?: boolean | undefined;
  readonly example: string | boolean;
  readonly description?: string | undefined;
}

/** What a form is judged by. */
export interface Situation {
  readonly company: Company;
  readonly profile: ProfileValues;
  readonly birth: PlainDate;
  /** In Shanghai. */
  readonly today: PlainDate;
  readonly dictionaries: Dictionaries;
}

export interface ChangeRow {
  readonly item: string;
  readonly oldValue: string;
  readonly newValue: string;
}

/** What customers fill in for a kind of request, and how customers, reviewers and the company's system see it. */
export interface ChangeForm<K extends ChangeKind> {
  /** Of its PUT, below the request. */
  readonly path: string;
  /** The fields of its PUT, in order. */
  readonly inputs: { readonly [field: string]: InputField };
  /** A value as those fields, clear. Null where nothing is on file. */
  readonly fields: (value: ValueOf<K> | null) => object | null;
  /** As above, of what is on file, where another may look on (V9); not masked unless given. */
  readonly masked?: (value: ValueOf<K> | null) => object;
  /** Its rows in the table of the change application (F20): what differs. */
  readonly rows: (before: ValueOf<K> | null, after: ValueOf<K>, dictionaries: Dictionaries) => readonly ChangeRow[];
  /** What an applied request changed, in the words of the import (F22), so that both speak alike. */
  readonly applied: (values: Partial<ProfileValues>) => object;
  /** Legal, but worth a reviewer's look. */
  readonly warnings?: (value: ValueOf<K>) => readonly string[];
  /**
   * Reads the form; `fields` gathers what is refused, and the form stands only if that is nothing. Left out where an SMS
   * code verifies it: such a form has a call of its own.
   */
  readonly read?: (input: Input, situation: Situation, fields: Fields) => Form<K> | undefined;
  /** The security notice of its fact (P4). */
  readonly notice: { readonly of: ProfileFact['type']; readonly name: SmsNotice };
}
