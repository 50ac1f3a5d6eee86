import { readFileSync } from 'node:fs';

/** A problem's code, or that of a single field in `errors`, with the status it comes with. */
export interface ProblemCode {
  readonly code: string;
  readonly status: number;
  readonly ofField: boolean;
}

export interface ContractCode extends ProblemCode {
  /** The section of docs/api.md. */
  readonly section: number;
}

export interface AnsweredCode extends ProblemCode {
  /** The first segment of the call's path below `/v1`: `futures`, `identity`, `staff`, `audit`, … */
  readonly part: string;
}

/** Who has to answer a section's codes: of each list one, and anybody where there is none. */
const answerers: Readonly<Record<number, readonly (readonly string[])[]>> = {
  1: [[]],
  2: [['futures'], ['identity']],
  3: [['futures']],
  4: [['futures', 'staff']],
  5: [['futures', 'staff']],
  6: [['staff']],
  7: [['identity']],
  9: [['audit']],
};

const word = '[a-z0-9]+(?:-[a-z0-9]+)*';
const code = `\`([a-z][A-Za-z0-9]*(?:-[a-z0-9]+)*\\.${word})\``;
const fieldList = /Field codes.*?\.(?=\s|$)/gs;
const codeList = /Codes\b.*?\.(?=\s|$)/gs;
const statusRow = /^ *\| ([45]\d\d(?: · [45]\d\d)*) \|(.*)\|$/gm;

/** Every code of the HTTP contract, as its page gives them: with a status beside it, in a row of one, or in a list of codes. */
export const contractCodes = (page = readFileSync('docs/api.md', 'utf8')): readonly ContractCode[] => {
  const sections = page.split(/^## (?=\d)/m).slice(1);
  const codes = sections.flatMap((text) => {
    const section = Number.parseInt(text, 10);
    return section in answerers ? codesIn(text).map((each) => ({ section, ...each })) : [];
  });
  return [...new Map(codes.map((each) => [`${each.section} ${nameOf(each)}`, each])).values()];
};

const codesIn = (text: string): readonly ProblemCode[] => {
  const problems = text.replace(fieldList, '');
  const rows = [...problems.matchAll(statusRow)].flatMap(([, statuses, cell]) => {
    const groups = cell!.split(' · ');
    return statuses!.split(' · ').flatMap((status, index) => listed(groups[index]!, Number(status)));
  });
  const stated = [
    ...[...problems.matchAll(new RegExp(`\\b([45]\\d\\d)\\s+${code}`, 'g'))].map(([, status, name]) => [name, status]),
    ...[...problems.matchAll(new RegExp(`${code}\\s+([45]\\d\\d)\\b`, 'g'))].map(([, name, status]) => [name, status]),
  ].map(([name, status]) => ({ code: name!, status: Number(status), ofField: false }));
  const others = (problems.match(codeList) ?? [])
    .flatMap((list) => listed(list, 422))
    .filter((each) => !stated.some((known) => known.code === each.code));
  const fields = (text.match(fieldList) ?? []).flatMap((list) => listed(list, 400, true));
  return [...rows, ...stated, ...others, ...fields];
};

const listed = (text: string, status: number, ofField = false): ProblemCode[] =>
  [...text.matchAll(new RegExp(code, 'g'))].map((match) => ({ code: match[1]!, status, ofField }));

export const nameOf = ({ status, code, ofField }: ProblemCode): string =>
  `${status} ${code}${ofField ? ' of a field' : ''}`;

/** Codes of the contract that nobody answered, and answered ones that it does not have; it has every `404 <thing>.not-found`. */
export const compare = (contract: readonly ContractCode[], answered: readonly AnsweredCode[]) => {
  const known = new Set(contract.map(nameOf));
  const isAnswered = (wanted: ProblemCode, parts: readonly string[]): boolean =>
    answered.some((each) => nameOf(each) === nameOf(wanted) && (parts.length === 0 || parts.includes(each.part)));
  const notAnswered = contract.flatMap((each) =>
    answerers[each.section]!.filter((parts) => !isAnswered(each, parts)).map(
      (parts) => `${nameOf(each)}, §${each.section}, by ${parts.join(' or ') || 'anybody'}`,
    ),
  );
  const notInContract = answered
    .filter((each) => !known.has(nameOf(each)) && !/^404 \S+\.not-found$/.test(nameOf(each)))
    .map((each) => `${nameOf(each)}, by ${each.part}`);
  return { notAnswered: [...new Set(notAnswered)].sort(), notInContract: [...new Set(notInContract)].sort() };
};
