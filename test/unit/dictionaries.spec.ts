import { describe, expect, it } from '@jest/globals';
import { Dictionaries } from '../../src/application/shared/dictionaries.js';

const dictionaries = new Dictionaries();
const provinces = dictionaries.list('regions').items;
const childrenOf = (code: string) => provinces.find((province) => province.code === code)!.children!;
const named = (list: string, name: string) => dictionaries.list(list).items.find((item) => item.name === name);

describe('dictionaries', () => {
  it('F18 have a version, and items with code, name and active', () => {
    for (const name of ['regions', 'educations', 'occupations']) {
      const { version, items } = dictionaries.list(name);
      expect(version).toMatch(/./);
      for (const item of items) {
        expect(item).toMatchObject({ code: expect.any(String), name: expect.any(String), active: expect.any(Boolean) });
      }
      expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
    }
  });

  it('refuse another list, also one that every object has', () => {
    for (const name of ['colours', 'constructor', '']) {
      expect(() => dictionaries.list(name)).toThrow(expect.objectContaining({ code: 'dictionary.not-found' }));
    }
  });

  it('F18 have the 31 provinces of the mainland, each with a second level of its own', () => {
    expect(provinces).toHaveLength(31);
    const cities = provinces.flatMap(({ children }) => children!);
    expect(new Set(cities.map(({ code }) => code)).size).toBe(cities.length);
    for (const { code, children } of provinces) {
      expect(children!.length).toBeGreaterThan(4);
      expect(children!.every((city) => city.code.startsWith(code.slice(0, 2)))).toBe(true);
    }
    expect(cities.filter(({ name }) => /^(市辖区|县|.*行政区划)$/.test(name))).toEqual([]);
  });

  it('F18 have districts at the second level of municipalities, cities elsewhere', () => {
    expect(childrenOf('310000')).toContainEqual({ code: '310115', name: '浦东新区', active: true });
    expect(childrenOf('500000')).toContainEqual({ code: '500229', name: '城口县', active: true });
    expect(childrenOf('440000')).toContainEqual({ code: '440300', name: '深圳市', active: true });
    expect(childrenOf('420000')).toContainEqual({ code: '429004', name: '仙桃市', active: true });
    const districts = ['110000', '120000', '310000', '500000'].map((code) =>
      childrenOf(code).filter(({ active }) => active),
    );
    expect(districts.map(({ length }) => length)).toEqual([16, 16, 16, 38]);
  });

  it('F18 find a province and the division that belongs to it', () => {
    expect(dictionaries.province('310000')).toMatchObject({ code: '310000', name: '上海市', active: true });
    expect(dictionaries.city('310000', '310115')).toEqual({ code: '310115', name: '浦东新区', active: true });
  });

  it('F18 keep a region that is no more, with its name, as inactive', () => {
    expect(dictionaries.city('310000', '310108')).toEqual({ code: '310108', name: '闸北区', active: false });
    expect(dictionaries.city('370000', '371200')).toEqual({ code: '371200', name: '莱芜市', active: false });
    expect(childrenOf('500000')).toContainEqual({ code: '500234', name: '开县', active: false });
    expect(childrenOf('500000')).toContainEqual({ code: '500154', name: '开州区', active: true });
    expect(dictionaries.city('440000', '310108')).toBe('region.mismatch');
  });

  it.each([
    ['110000', '110103', '崇文区'],
    ['110000', '110104', '宣武区'],
    ['110000', '110221', '昌平县'],
    ['120000', '120107', '塘沽区'],
    ['310000', '310103', '卢湾区'],
    ['310000', '310119', '南汇区'],
    ['310000', '310226', '奉贤县'],
    ['340000', '341400', '巢湖市'],
    ['460000', '469031', '昌江黎族自治县'],
    ['500000', '500226', '荣昌县'],
    ['520000', '522200', '铜仁地区'],
    ['540000', '542300', '日喀则地区'],
    ['630000', '632100', '海东地区'],
    ['650000', '652100', '吐鲁番地区'],
  ])('F18 keep a region of before 2015: %s / %s %s', (province, code, name) => {
    expect(dictionaries.city(province, code)).toEqual({ code, name, active: false });
  });

  it('F18 tell an unknown region from one of another province', () => {
    expect(dictionaries.province('310115')).toBeUndefined();
    expect(dictionaries.province('990000')).toBeUndefined();
    expect(dictionaries.city('310000', '440300')).toBe('region.mismatch');
    expect(dictionaries.city('310000', '310199')).toBe('region.unknown');
    expect(dictionaries.city('310000', '310000')).toBe('region.unknown');
    expect(dictionaries.city('310115', '310115')).toBe('region.mismatch');
    expect(dictionaries.city('', '310115')).toBe('region.mismatch');
  });

  it('F18 have the seven educations', () => {
    const names = dictionaries.list('educations').items.map(({ name }) => name);
    expect(names).toEqual(['硕士及以上', '大学本科', '大学专科', '中专', '高中', '初中及以下', '其他']);
    expect(dictionaries.education('3')).toEqual({ code: '3', name: '大学专科', active: true });
    expect(dictionaries.education('大学专科')).toBeUndefined();
  });

  it('F18 have the two occupations of the manual, and an inactive one that is still shown', () => {
    expect(named('occupations', '经济、金融业务人员')).toMatchObject({ active: true });
    expect(named('occupations', '信息技术、工程技术、农业技术、卫生专业技术人员')).toMatchObject({ active: true });
    const inactive = dictionaries.list('occupations').items.find(({ active }) => !active)!;
    expect(dictionaries.occupation(inactive.code)).toEqual(inactive);
    expect(dictionaries.occupation('none')).toBeUndefined();
  });
});
