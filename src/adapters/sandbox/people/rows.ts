/** A customer whom the company's system has imported. */
export interface CustomerRow {
  readonly companyCode: string;
  readonly customerNumber: string;
  readonly name: string;
  readonly idNumber: string;
  readonly validity: { readonly start: string; readonly end: string };
  readonly contactMobile: string;
  readonly contactPhone: string;
  readonly branchCode: string;
  readonly other: { readonly provinceCode: string; readonly cityCode: string; readonly address: string };
  /** Days before the first start on which a device was verified and got a certificate, oldest first. */
  readonly certificates: readonly number[];
}

const shanghai = { provinceCode: '310000', cityCode: '310115', address: '上海市浦东新区世纪大道100号' };
const shenzhen = { provinceCode: '440000', cityCode: '440300', address: '深圳市福田区深南大道2012号' };
const valid = { start: '2020-03-18', end: '2040-03-18' };

export const customers: readonly CustomerRow[] = [
  {
    companyCode: '0038',
    customerNumber: '00389901',
    name: '王晓禾',
    idNumber: '310101198807159604',
    validity: valid,
    contactMobile: '19938990101',
    contactPhone: '19938990101',
    branchCode: '001',
    other: shanghai,
    certificates: [],
  },
  {
    companyCode: '0038',
    customerNumber: '00389902',
    name: '李沐阳',
    idNumber: '440304199103269710',
    validity: valid,
    contactMobile: '19938990202',
    contactPhone: '0755-82345678',
    branchCode: '002',
    other: shenzhen,
    certificates: [40, 10],
  },
  {
    companyCode: '0039',
    customerNumber: '00399901',
    name: '陈思远',
    idNumber: '310115197909089815',
    validity: { start: '2006-05-09', end: '2026-05-09' },
    contactMobile: '19939990101',
    contactPhone: '19939990101',
    branchCode: '001',
    other: shanghai,
    certificates: [],
  },
  {
    companyCode: '0039',
    customerNumber: '00399902',
    name: '赵清越',
    idNumber: '440305198304129935',
    validity: valid,
    contactMobile: '19939990202',
    contactPhone: '19939990202',
    branchCode: '002',
    other: shenzhen,
    certificates: [],
  },
];

/** A user of the registration identity app, and how far the user has come. */
export interface UserRow {
  readonly name: string;
  readonly idNumber: string;
  readonly mobile: string | undefined;
  readonly is: 'imported' | 'level3' | 'level4' | 'cancelled';
}

export const users: readonly UserRow[] = [
  { name: '孙一诺', idNumber: '110108198605219629', mobile: '19937990101', is: 'imported' },
  { name: '周子衿', idNumber: '510104199409179731', mobile: undefined, is: 'imported' },
  { name: '吴知行', idNumber: '420106199001039840', mobile: '19937990303', is: 'level3' },
  { name: '郑明远', idNumber: '330106198706119959', mobile: '19937990404', is: 'level4' },
  { name: '冯落霞', idNumber: '610103199202299610', mobile: '19937990505', is: 'cancelled' },
];

/** The password of every user who has one. */
export const userPassword = 'Shaxiang-2026';
