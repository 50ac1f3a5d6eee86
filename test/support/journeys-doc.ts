import { readFileSync } from 'node:fs';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { Companies } from '../../src/application/shared/companies.js';

export const journeysPage = 'docs/journeys.md';

interface Media {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface Body {
  readonly content?: Readonly<Record<string, Media>>;
}

interface Operation {
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Document {
  readonly paths: object;
}

/** What a screen's section names. Calls are `METHOD /path`, in full. */
export interface Screen {
  readonly title: string;
  readonly calls: readonly string[];
  /** Fields of answers, `.profile.name`, and of bodies, `name`, each with its call. */
  readonly answered: readonly (readonly [call: string, field: string])[];
  readonly taken: readonly (readonly [call: string, field: string])[];
  readonly codes: readonly string[];
}

const methodAndPath = /\b(GET|POST|PUT|DELETE) (\/[^\s`]*)/;
const token = new RegExp(`${methodAndPath.source}|\`(\\.[a-zA-Z][^\`]*)\`|\`(\\{[^\`]*\\})\``, 'g');
const code = /`([a-z0-9]+(?:-[a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)`/g;
const prefixOf = (part: string): string => /^.*`(\/v1\/[a-z]+)`/.exec(part)?.[1] ?? '';

/** The sections of the page, of which the one in front says how to read the others and is no screen. */
export const screens = (page = readFileSync(journeysPage, 'utf8')): readonly Screen[] =>
  page
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => part.split(/^### /m).map((section) => screenOf(section, prefixOf(part))));

const screenOf = (section: string, prefix: string): Screen => {
  const title = section.slice(0, section.indexOf('\n'));
  const calls: string[] = [];
  const answered: [string, string][] = [];
  const taken: [string, string][] = [];
  for (const [, method, path, field, body] of section.matchAll(token)) {
    const last = calls.at(-1) ?? `${title}: no call`;
    if (path) calls.push(`${method} ${path.startsWith('/v1/') ? path : prefix + path}`);
    else if (field) answered.push([last, field]);
    else for (const name of namesIn(body!)) taken.push([last, name]);
  }
  return { title, calls, answered, taken, codes: [...section.matchAll(code)].map((match) => match[1]!) };
};

/** Of `{level: 4, purpose: "signIn", consent: {version, agreed?}}` level, purpose, consent, version, agreed. */
const namesIn = (body: string): readonly string[] =>
  body.replace(/"[^"]*"|: (?:true|\d+)/g, '').match(/[a-zA-Z]+/g) ?? [];

/** The document's value with references to answers and examples followed. */
const resolved = (value: unknown, document: object): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const reference = (value as { $ref?: string }).$ref;
  if (reference && !reference.startsWith('#/components/schemas/')) {
    const names = reference.split('/').slice(1);
    return resolved(
      names.reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], document),
      document,
    );
  }
  if (Array.isArray(value)) return value.map((member) => resolved(member, document));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, document)]));
};

const operationsOf = (document: Document): ReadonlyMap<string, Operation> =>
  new Map(
    Object.entries(resolved(document.paths, document) as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
    ),
  );

/** What the page is judged by: the API's document, and of a company, whose texts count too, each file. */
export class ServedCalls {
  private readonly operations: ReadonlyMap<string, Operation>;

  constructor(document: Document) {
    this.operations = operationsOf(document);
  }

  names(): readonly string[] {
    return [...this.operations.keys()];
  }

  /** @param field `.items[].title`, `.texts["video.hint"]` */
  answers(call: string, field: string): boolean {
    return this.answersOf(call).every((states) => states.some((state) => valueAt(state, field) !== undefined));
  }

  takes(call: string, name: string): boolean {
    const { requestBody } = this.operations.get(call) ?? {};
    return memberNames(json(requestBody)?.example).includes(name);
  }

  /** The codes of whole answers, not of fields. */
  problems(call: string): readonly string[] {
    const answers = Object.values(this.operations.get(call)?.responses ?? {});
    return answers
      .flatMap(({ content }) => Object.keys(content?.['application/problem+json']?.examples ?? {}))
      .filter((each) => each !== 'internal');
  }

  /** Each answer in each of its states. */
  private answersOf(call: string): readonly (readonly unknown[])[] {
    if (call.endsWith('/companies/{companyCode}')) return companyAnswers().map((company) => [company]);
    if (call.endsWith('/events')) return this.answersOf(call.slice(0, -'/events'.length));
    const good = Object.entries(this.operations.get(call)?.responses ?? {}).find(([status]) => status.startsWith('2'));
    const { example, examples } = json(good?.[1]) ?? {};
    return [examples ? Object.values(examples).map(({ value }) => value) : [example]];
  }
}

const json = (body: Body | undefined): Media | undefined => body?.content?.['application/json'];

const companyAnswers = (): readonly object[] => {
  const configured = loadCompanies('companies');
  const companies = new Companies(configured);
  return configured.map((company) => companies.publicView(company, '2026-11-22T08:00:00.000Z'));
};

const valueAt = (answer: unknown, field: string): unknown => {
  const names = [...field.matchAll(/\.([a-zA-Z]+)|\["([^"]+)"\]|\[\]/g)].map(([, name, key]) => name ?? key ?? '0');
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], answer);
};

const memberNames = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => [name, ...memberNames(member)])
    : [];
