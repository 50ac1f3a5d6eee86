import { Injectable } from '@nestjs/common';
import { notFound } from '../../domain/shared/domain-error.js';
import educations from './dictionaries/educations.json' with { type: 'json' };
import occupations from './dictionaries/occupations.json' with { type: 'json' };
import regions from './dictionaries/regions.json' with { type: 'json' };

export interface DictionaryItem {
  readonly code: string;
  readonly name: string;
  /** An inactive code on file is shown, but cannot be chosen (F18). */
  readonly active: boolean;
  readonly children?: readonly DictionaryItem[];
}

export interface Dictionary {
  readonly version: string;
  readonly items: readonly DictionaryItem[];
}

const dictionaries: ReadonlyMap<string, Dictionary> = new Map(Object.entries({ regions, educations, occupations }));

type Items = ReadonlyMap<string, DictionaryItem>;
const byCode = (items: readonly DictionaryItem[]): Items => new Map(items.map((each) => [each.code, each]));
const provinces = byCode(regions.items);
const cities = byCode(regions.items.flatMap(({ children }) => children));
const educationsByCode = byCode(educations.items);
const occupationsByCode = byCode(occupations.items);

/** The coded lists that forms choose from (F18). What is looked up may be inactive. */
@Injectable()
export class Dictionaries {
  /** @throws DomainError `dictionary.not-found` */
  list(name: string): Dictionary {
    const dictionary = dictionaries.get(name);
    if (!dictionary) throw notFound('dictionary.not-found');
    const { version, items } = dictionary;
    return { version, items };
  }

  province(code: string): DictionaryItem | undefined {
    return provinces.get(code);
  }

  /** The second-level division, which must belong to the province; else the field's error code. */
  city(provinceCode: string, cityCode: string): DictionaryItem | 'region.unknown' | 'region.mismatch' {
    const city = cities.get(cityCode);
    if (!city) return 'region.unknown';
    return this.province(provinceCode)?.children?.includes(city) ? city : 'region.mismatch';
  }

  education(code: string): DictionaryItem | undefined {
    return educationsByCode.get(code);
  }

  occupation(code: string): DictionaryItem | undefined {
    return occupationsByCode.get(code);
  }
}
