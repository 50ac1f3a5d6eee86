import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { IdentityAgreement, IdentitySettings } from '../../../application/identity/configuration.js';

type Check = (value: unknown, path: string) => readonly string[];

const expects =
  (rule: string, holds: (value: unknown) => boolean): Check =>
  (value, path) =>
    holds(value) ? [] : [`${path || '/'}: ${rule}`];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const object =
  (members: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isObject(value)) return [`${path || '/'}: must be an object`];
    const unknown = Object.keys(value).filter((name) => !(name in members));
    return [
      ...unknown.map((name) => `${path}/${name}: is not known`),
      ...Object.entries(members).flatMap(([name, check]) => check(value[name], `${path}/${name}`)),
    ];
  };

const list =
  (item: Check): Check =>
  (value, path) =>
    Array.isArray(value) && value.length > 0
      ? value.flatMap((each, index) => item(each, `${path}/${index}`))
      : [`${path}: must be a list that is not empty`];

const text = expects('must be a text', (value) => typeof value === 'string' && value.trim() !== '');
const oneOf = (...values: readonly unknown[]) =>
  expects(`must be one of ${values.join(', ')}`, (value) => values.includes(value));

const settings = object({
  title: text,
  signInMethods: list(oneOf('password', 'face')),
  realNameLevels: list(object({ level: oneOf(1, 2, 3, 4), name: text })),
  faq: list(object({ question: text, answer: text })),
  hotline: text,
  usernameExtraCharacters: expects(
    'must be printable ASCII other than letters, digits and underscore (V7)',
    (value) => typeof value === 'string' && /^[!-/:-@[-^`{-~]*$/.test(value),
  ),
  agreements: list(
    object({ documentId: oneOf('userAgreement', 'faceConsent'), title: text, version: text, text: list(text) }),
  ),
});

const betweenFields = ({ agreements }: IdentitySettings): readonly string[] =>
  ['userAgreement', 'faceConsent']
    .filter((id) => agreements.filter(({ documentId }) => documentId === id).length !== 1)
    .map((id) => `/agreements: must have ${id} once (R1, R16)`);

/**
 * Reads what the registration identity app is configured with; a document's paragraphs become one text, a line each.
 * @throws Error that names every place in the file that is wrong, and the rule
 */
export const loadIdentityConfiguration = (file: string): IdentitySettings => {
  const json = parse(readFileSync(file, 'utf8'));
  const wrong = settings(json, '');
  const problems = wrong.length > 0 ? wrong : betweenFields(json as IdentitySettings);
  if (problems.length > 0)
    throw new Error(
      `the identity app is not configured right:\n${problems.map((each) => `${basename(file)}: ${each}`).join('\n')}`,
    );
  const read = json as InFile;
  return { ...read, agreements: read.agreements.map((each) => ({ ...each, text: each.text.join('\n') })) };
};

type InFile = Omit<IdentitySettings, 'agreements'> & {
  readonly agreements: readonly (Omit<IdentityAgreement, 'text'> & { readonly text: readonly string[] })[];
};

const parse = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
};
