import { describe, expect, it } from '@jest/globals';
import { fieldTexts } from '../src/adapters/http/problem-texts/fields.js';
import { statusOf } from '../src/adapters/http/problem-texts.js';
import type { ProblemCode } from '../src/domain/shared/problem-codes.js';
import { compare, contractCodes, nameOf } from './support/problem-contract.js';

const page = `
Codes: \`before.the-sections\` 400.
## 1. Conventions
  | 409 | conflict (\`…taken\`, \`revision.conflict\`) |
  | 413 · 415 | \`photo.too-large\` · \`photo.format\` |
  missing → 400
  \`device.required\`
## 4. Requests
| \`PUT …\` | taken → 409 \`request.open\` |
\`progress.current\` counts. Codes (422 unless said): \`photo.missing\`, \`request.closed\` 409 (with \`fields\`). \`ca.pem\` holds.
Field codes (400): \`phone.shape\`,
\`photo.missing\`. \`a.b\` is none.
## 8. Sandbox
Codes: \`sandbox.only\` 404.
`;

describe('codes of the contract', () => {
  it('are read from its page, with their statuses', () => {
    expect(contractCodes(page).map((each) => `${each.section} ${nameOf(each)}`)).toEqual([
      '1 409 revision.conflict',
      '1 413 photo.too-large',
      '1 415 photo.format',
      '1 400 device.required',
      '4 409 request.open',
      '4 409 request.closed',
      '4 422 photo.missing',
      '4 400 phone.shape of a field',
      '4 400 photo.missing of a field',
    ]);
    expect(contractCodes().length).toBeGreaterThan(100);
  });

  it('have texts, and the status that the texts’ tables say', () => {
    const codes = contractCodes();
    const told = codes.map((each) => ({ ...each, status: each.ofField ? 0 : statusOf(each.code as ProblemCode) }));
    const isProblem = ({ ofField }: { ofField: boolean }) => !ofField;
    expect(told.filter(isProblem).map(nameOf)).toEqual(codes.filter(isProblem).map(nameOf));
    expect(codes.filter(({ code, ofField }) => ofField && !(code in fieldTexts))).toEqual([]);
  });

  it('are missed where nobody of their part of the API answered them, and with their status', () => {
    const contract = contractCodes(page.replace('## 1.', '## 7.').replace('## 4.', '## 2.'));
    const answered = contract.map((each) => ({ ...each, part: each.section === 7 ? 'identity' : 'futures' }));
    const change = { 'revision.conflict': { part: 'futures' }, 'device.required': { status: 422 } };
    const altered = answered.map((each) => ({ ...each, ...change[each.code as keyof typeof change] }));
    const strange = { part: 'staff', status: 404, ofField: false };
    expect(compare(contract, [...altered, { ...strange, code: 'x.not-found' }, { ...strange, code: 'x.y' }])).toEqual({
      notAnswered: [
        '400 device.required, §7, by identity',
        '400 phone.shape of a field, §2, by identity',
        '400 photo.missing of a field, §2, by identity',
        '409 request.closed, §2, by identity',
        '409 request.open, §2, by identity',
        '409 revision.conflict, §7, by identity',
        '422 photo.missing, §2, by identity',
      ],
      notInContract: ['404 x.y, by staff', '422 device.required, by identity'],
    });
  });
});
