import type { Schemas } from '@realname/client';
import { textsOf } from '../kit/language.js';

/** A column of the import: its name in a CSV file, and its place in the call. */
interface Column {
  readonly name: string;
  /** JSON Pointer into the body; nothing for what stands in the path. */
  readonly pointer?: string;
  readonly required?: true;
}

export const columns: readonly Column[] = [
  { name: 'companyCode', required: true },
  { name: 'customerNumber', required: true },
  { name: 'name', pointer: '/name', required: true },
  { name: 'idNumber', pointer: '/idNumber', required: true },
  { name: 'idAddress', pointer: '/idAddress', required: true },
  { name: 'validityStart', pointer: '/validity/start', required: true },
  { name: 'validityEnd', pointer: '/validity/end', required: true },
  { name: 'contactMobile', pointer: '/contactMobile' },
  { name: 'contactPhone', pointer: '/contactPhone' },
  { name: 'branchCode', pointer: '/branchCode' },
  { name: 'provinceCode', pointer: '/other/provinceCode', required: true },
  { name: 'cityCode', pointer: '/other/cityCode', required: true },
  { name: 'address', pointer: '/other/address', required: true },
  { name: 'postcode', pointer: '/other/postcode', required: true },
  { name: 'email', pointer: '/other/email' },
  { name: 'education', pointer: '/other/education', required: true },
  { name: 'occupation', pointer: '/other/occupation', required: true },
  { name: 'clientManager', pointer: '/other/clientManager' },
  { name: 'intermediary', pointer: '/other/intermediary' },
  { name: 'accountTypes', pointer: '/accountTypes', required: true },
  { name: 'status', pointer: '/status', required: true },
  { name: 'asOf', pointer: '/asOf' },
];

/** What the columns are called on screen. */
export const columnNames: Readonly<Record<string, string>> = textsOf({
  companyCode: ['公司', 'Company'],
  customerNumber: ['客户号', 'Customer number'],
  name: ['姓名', 'Name'],
  idNumber: ['身份证号', 'ID card number'],
  idAddress: ['证件地址', 'Address on the card'],
  validityStart: ['有效期起', 'Valid from'],
  validityEnd: ['有效期止', 'Valid until'],
  contactMobile: ['手机号', 'Mobile'],
  contactPhone: ['联系电话', 'Contact phone'],
  branchCode: ['营业部', 'Branch'],
  provinceCode: ['省份代码', 'Province'],
  cityCode: ['城市代码', 'City'],
  address: ['联系地址', 'Address'],
  postcode: ['邮编', 'Postcode'],
  email: ['邮箱', 'E-mail'],
  education: ['学历代码', 'Education'],
  occupation: ['职业代码', 'Occupation'],
  clientManager: ['客户经理', 'Client manager'],
  intermediary: ['居间人', 'Intermediary'],
  accountTypes: ['账户类型', 'Account types'],
  status: ['账户状态', 'Status'],
  asOf: ['数据时间', 'As of'],
});

/** What stands in the cells of a row, by columns. */
export type Cells = Readonly<Record<string, string>>;

/** The body of the import that a row is. Empty cells are left out; account types are separated by blanks. */
export const bodyOf = (cells: Cells): Schemas['CustomerBody'] => {
  const body: Record<string, unknown> = { validity: {}, other: {} };
  for (const { name, pointer } of columns) {
    const cell = cells[name]?.trim();
    if (!pointer || !cell) continue;
    const [first, second] = pointer.slice(1).split('/') as [string, string?];
    if (second) (body[first] as Record<string, unknown>)[second] = cell;
    else body[first] = first === 'accountTypes' ? cell.split(/\s+/) : cell;
  }
  return body as Schemas['CustomerBody'];
};

/** The column that a refused field belongs to. */
export const columnOf = (pointer: string): string | undefined =>
  columns.find((each) => each.pointer && (pointer === each.pointer || pointer.startsWith(`${each.pointer}/`)))?.name;
