import type { Company } from '../../../application/shared/companies.js';
import { requestStatuses } from '../../../domain/profile-change-request/state.js';
import type { FileProblem } from '../file-problems.js';

/** What one field alone cannot tell. */
export const problemsBetweenFields = (
  company: Company,
  fileName: string,
  reviewSecrets: ReadonlyMap<string, string>,
): readonly FileProblem[] => [
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
  ...reviewProblems(company, reviewSecrets),
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

/** Where the company's own system decides, it has an address and a secret; elsewhere it has none (F22). */
const reviewProblems = (
  { code, approval, companyReview }: Company,
  secrets: ReadonlyMap<string, string>,
): readonly FileProblem[] => {
  if (approval !== 'companyReview')
    return companyReview ? [{ path: '/companyReview', rule: 'is for approval companyReview only (F22)' }] : [];
  if (!companyReview) return [{ path: '/companyReview', rule: 'must be where the review system is (F22)' }];
  return [
    ...(isAddress(companyReview.url)
      ? []
      : [{ path: '/companyReview/url', rule: 'must be an https URL without user, query or fragment (F22)' }]),
    ...(secrets.has(code)
      ? []
      : [{ path: '/approval', rule: `companyReview needs COMPANY_REVIEW_SECRET_${code} in the environment (F22)` }]),
  ];
};

/** Clear values leave by TLS alone; http is for a system on this very machine. */
const isAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const here = protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return (protocol === 'https:' || here) && username === '' && password === '' && !/[?#]/.test(text);
};
