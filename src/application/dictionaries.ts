import { Injectable } from '@nestjs/common';
import { notFound } from '../domain/shared/domain-error.js';
import educations from './dictionaries/educations.json' with { type: 'json' };
import occupations from './dictionaries/occupations.json' with { type: 'json' };
import regions from './dictionaries/regions.json' with { type: 'json' };

export interface Entry {
  readonly code: string;
  readonly name: string;
}

export interface DictionaryItem extends Entry {
  /** An inactive code on file is shown, but cannot be chosen (F18). */
  readonly active: boolean;
  readonly children?: readonly DictionaryItem[];
}

export interface Dictionary {
  readonly version: string;
  readonly items: readonly DictionaryItem[];
}

const regionNames = new Map<string, string>(Object.entries(regions.names));
const isProvince = (code: string): boolean => code.endsWith('0000');

const item = ([code, name]: readonly [string, string]): DictionaryItem => ({ code, name, active: true });

const regionTree: readonly DictionaryItem[] = [...regionNames]
  .filter(([code]) => isProvince(code))
  .map(([code, name]) => {
    const children = [...regionNames].filter(([each]) => each !== code && each.slice(0, 2) === code.slice(0, 2));
    return { ...item([code, name]), children: children.map(item) };
  });

const dictionaries = new Map<string, Dictionary>([
  ['regions', { version: regions.version, items: regionTree }],
  ['educations', educations],
  ['occupations', occupations],
]);

/** The coded lists that forms choose from (F18). */
@Injectable()
export class Dictionaries {
  /** @throws DomainError `dictionary.not-found` */
  list(name: string): Dictionary {
    const dictionary = dictionaries.get(name);
    if (!dictionary) throw notFound('dictionary.not-found');
    return dictionary;
  }

  province(code: string): Entry | undefined {
    return isProvince(code) ? region(code) : undefined;
  }

  /** The second-level division, which must belong to the province; else the field's error code. */
  city(provinceCode: string, cityCode: string): Entry | 'region.unknown' | 'region.mismatch' {
    const city = isProvince(cityCode) ? undefined : region(cityCode);
    if (!city) return 'region.unknown';
    return this.province(provinceCode) && cityCode.startsWith(provinceCode.slice(0, 2)) ? city : 'region.mismatch';
  }

  education(code: string): DictionaryItem | undefined {
    return educations.items.find((each) => each.code === code);
  }

  /** Also an inactive one. */
  occupation(code: string): DictionaryItem | undefined {
    return occupations.items.find((each) => each.code === code);
  }
}

const region = (code: string): Entry | undefined => {
  const name = regionNames.get(code);
  return name === undefined ? undefined : { code, name };
};
