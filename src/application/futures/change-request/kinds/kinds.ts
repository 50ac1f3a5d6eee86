import {
  type ChangeKind,
  type CurrentValues,
  changeKinds,
  kindOf,
  type Proposal,
  type ValueOf,
} from '../../../../domain/profile-change-request/kinds.js';
import type { OpenedRequest } from '../../../../domain/profile-change-request/state.js';
import { equal } from '../../../../domain/shared/equal.js';
import { isErased } from '../../../../domain/shared/personal.js';
import type { ProfileValues } from '../../../../domain/shared/profile.js';
import type { FieldChange } from '../../../ports/approval.js';
import type { Dictionaries } from '../../../shared/dictionaries.js';
import type { ChangeForm, ChangeRow } from './change-form.js';
import { contactPhone } from './contact-phone.js';
import { identityValidity } from './identity-validity.js';
import { otherInformation } from './other-information.js';

const forms: { readonly [K in ChangeKind]: ChangeForm<K> } = { identityValidity, contactPhone, otherInformation };

/** The form of a kind. Of a kind that is known at run time alone, it takes what belongs to that kind. */
export const formOf = <K extends ChangeKind>(kind: K): ChangeForm<K> => forms[kind];

const onFile = (current: CurrentValues): ValueOf | null => kindOf(current.kind).onFile(current);
const proposedValue = (proposal: Proposal): ValueOf => kindOf(proposal.kind).proposed(proposal);

/** The fields of a form as its PUT has them, today's values: masked where another may look on (V9). */
export const currentFields = (current: CurrentValues): object => {
  if (isErased(current)) return {};
  const { fields, masked = fields } = formOf(current.kind);
  return masked(onFile(current)) ?? {};
};

/** Clear: its owner typed it. Null before the form. */
export const proposedFields = (proposed: Proposal | null): object | null =>
  proposed && formOf(proposed.kind).fields(proposedValue(proposed));

/** The table of the change application (F20): item, old value, new value. */
export const changeRows = (
  current: CurrentValues,
  proposed: Proposal,
  dictionaries: Dictionaries,
): readonly ChangeRow[] => formOf(proposed.kind).rows(onFile(current), proposedValue(proposed), dictionaries);

/** The fields of the form that differ from what is on file, clear on both sides. */
export const changesOf = ({ current, proposed }: OpenedRequest): readonly FieldChange[] => {
  const clear = formOf(current.kind).fields(onFile(current));
  const before: { readonly [field: string]: unknown } = { ...clear };
  return Object.entries(proposedFields(proposed) ?? {})
    .filter(([field, to]) => !equal(before[field], to))
    .map(([field, to]) => ({ field, from: before[field] ?? null, to }));
};

/** V2.3 */
export const warningsOf = (proposed: Proposal | null): readonly string[] =>
  (proposed && formOf(proposed.kind).warnings?.(proposedValue(proposed))) ?? [];

export const isKind = (kind: string): kind is ChangeKind => changeKinds.some((each) => each === kind);
export const appliedFields = (kind: ChangeKind, values: Partial<ProfileValues>): object => formOf(kind).applied(values);
