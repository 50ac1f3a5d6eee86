import { answered, type Schemas } from '@realname/client';
import { api } from '../connection.js';

type Item = Schemas['DictionaryItem'];
/** Districts lie below regions. */
export type DictionaryItem = Omit<Item, 'children'> & { readonly children?: readonly Item[] };

const read = async (dictionary: 'regions' | 'educations' | 'occupations'): Promise<readonly DictionaryItem[]> =>
  (await answered(api.GET('/v1/dictionaries/{dictionary}', { params: { path: { dictionary } } }))).items;

export interface Dictionaries {
  readonly regions: readonly DictionaryItem[];
  readonly educations: readonly DictionaryItem[];
  readonly occupations: readonly DictionaryItem[];
}

export const readDictionaries = async (): Promise<Dictionaries> => {
  const [regions, educations, occupations] = await Promise.all([
    read('regions'),
    read('educations'),
    read('occupations'),
  ]);
  return { regions, educations, occupations };
};

/** What may be chosen (F18), as Vant's pickers take it. */
export interface Choice {
  readonly text: string;
  readonly value: string;
  readonly children?: Choice[];
}

export const choicesOf = (items: readonly DictionaryItem[]): Choice[] =>
  items
    .filter(({ active }) => active)
    .map(({ code, name, children }) => ({
      text: name,
      value: code,
      ...(children && { children: choicesOf(children) }),
    }));

export const nameOf = (items: readonly DictionaryItem[], code: string): string =>
  items.find((item) => item.code === code)?.name ?? '';
