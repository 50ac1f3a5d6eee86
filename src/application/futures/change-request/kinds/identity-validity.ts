import { hasUnusualSpan, isLongTerm } from '../../../../domain/shared/card-validity.js';
import { parseValidity } from '../../../../domain/shared/card-validity-form.js';
import type { Validity } from '../../../../domain/shared/profile.js';
import type { ChangeForm } from './change-form.js';

/** F16: the dates by V2, judged today and against the birth date in the ID number. */
export const identityValidity: ChangeForm<'identityValidity'> = {
  path: 'identity-validity',
  inputs: {
    start: { type: 'string', example: '2025-12-31' },
    end: { type: 'string', optional: true, example: '2045-12-31', description: '2099-12-31 is long-term (V2.1)' },
    longTerm: { type: 'boolean', optional: true, example: false },
  },
  fields: (validity) => validity && { start: validity.start, end: validity.end, longTerm: isLongTerm(validity) },
  rows: (before, after) => [{ item: '身份证有效期', oldValue: before ? span(before) : '', newValue: span(after) }],
  applied: ({ validity }) => ({ validity }),
  warnings: (validity) => (hasUnusualSpan(validity) ? ['validity.unusual-span'] : []), // V2.3
  read: (input, { today, birth }, fields) => {
    const validity = parseValidity(input, { today, birth });
    if ('value' in validity) return { kind: 'identityValidity', validity: validity.value };
    fields.add(validity.error);
    return undefined;
  },
  notice: { of: 'CardValidityChanged', name: 'cardValidityChanged' },
};

const span = (validity: Validity): string =>
  `${validity.start} - ${isLongTerm(validity) ? `长期（${validity.end}）` : validity.end}`;
