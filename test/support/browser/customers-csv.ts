import type { Customer } from '../people/journey.js';

const head =
  'companyCode,customerNumber,name,idNumber,idAddress,validityStart,validityEnd,contactMobile,branchCode,' +
  'provinceCode,cityCode,address,postcode,education,occupation,accountTypes,status';

/** A file of customers for the import, as a spreadsheet writes it. @param wrong cells that differ, by customer numbers */
export const csvOf = (
  customers: readonly Customer[],
  wrong: Readonly<Record<string, { readonly end: string; readonly mobile: string }>> = {},
): Buffer => {
  const lines = customers.map(({ person, number, company }) => {
    const { end, mobile } = wrong[number] ?? { end: '2040-03-18', mobile: person.contactMobile };
    const { provinceCode, cityCode, address, postcode, education, occupation } = person.other;
    return [
      ...[company.code, number, person.name, person.idNumber, `"${person.idAddress}, 甲"`, '2020-03-18', end],
      ...[mobile, '001', provinceCode, cityCode, address, postcode, education, occupation],
      ...[person.accountTypes.join(' '), 'active'],
    ].join(',');
  });
  return Buffer.from(`\uFEFF${[head, ...lines].join('\r\n')}`);
};
