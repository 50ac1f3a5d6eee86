import type { Company } from '../../application/companies.js';
import type { FileProblem } from './load-companies.js';

const requestStatuses = ['open', 'submitted', 'applied', 'rejected', 'cancelled', 'expired'];

/** What one field alone cannot tell. */
export const problemsBetweenFields = (company: Company, fileName: string): readonly FileProblem[] => [
  ...(company.code === fileName ? [] : [{ path: '/code', rule: 'must be the name of the file (F1)' }]),
  ...company.serviceHours.windows.flatMap(({ from, to }, index) =>
    from < to ? [] : [{ path: `/serviceHours/windows/${index}/to`, rule: 'must be after from (F5)' }],
  ),
  ...repeated('/services', codes(company.services)),
  ...repeated('/accountTypes', codes(company.accountTypes)),
  ...repeated('/branches', codes(company.branches)),
  ...repeated(
    '/documents/agreements',
    company.documents.agreements.map(({ documentId }) => documentId),
  ),
  ...textProblems(company.texts),
];

const codes = (items: readonly { readonly code: string }[]) => items.map(({ code }) => code);

const repeated = (path: string, keys: readonly string[]): readonly FileProblem[] =>
  keys.flatMap((key, index) =>
    keys.indexOf(key) === index ? [] : [{ path: `${path}/${index}`, rule: `must not repeat ${key}` }],
  );

/** A request must have a message whatever its status. */
const textProblems = (texts: Company['texts']): readonly FileProblem[] => {
  const required = requestStatuses.map((status) => `changeRequest.${status}`);
  return [...new Set([...required, ...Object.keys(texts)])]
    .filter((key) => typeof texts[key] !== 'string' || texts[key] === '')
    .map((key) => ({ path: `/texts/${key}`, rule: 'must be a text (F7)' }));
};
