import type { SandboxInhabitant } from '../../../application/ports/sandbox.js';
import { type CustomerRow, customers, type UserRow, userPassword, users } from './rows.js';

/** What the start tells of the people: one of each app, and where the code of a text message shows. */
export const peopleText = (url: string): readonly string[] => {
  const customer = customers[0]!;
  const user = users.find(({ is }) => is === 'level3')!;
  return [
    `  try it   futures: company ${customer.companyCode}, ID number ${customer.idNumber}, mobile ${customer.contactMobile}`,
    `           identity: ID number ${user.idNumber}, mobile ${user.mobile}, password ${userPassword}`,
    `           codes of text messages: ${url}/sandbox/sms-messages?to=${customer.contactMobile}`,
    `           captchas: ${url}/sandbox/captchas/<captchaId>   staff: ${url}/sandbox/staff-tokens`,
    '           all of them: README, "The people of the sandbox"; SANDBOX_SEED=off leaves them out',
  ];
};

/** All of them, for the console. */
export const inhabitants = (): readonly SandboxInhabitant[] => [
  ...customers.map((row) => ({
    app: 'futures' as const,
    companyCode: row.companyCode,
    name: row.name,
    idNumber: row.idNumber,
    mobile: row.contactMobile,
    password: null,
    who: customerText(row),
  })),
  ...users.map((row) => ({
    app: 'identity' as const,
    companyCode: null,
    name: row.name,
    idNumber: row.idNumber,
    mobile: row.mobile ?? null,
    password: passwordOf(row),
    who: userTexts[row.is],
  })),
];

/** README's table of them. */
export const peopleTable = (): string =>
  [
    '| name | ID number | mobile | who |',
    '|---|---|---|---|',
    ...customers.map((row) => tableRow({ ...row, mobile: row.contactMobile }, customerText(row).en)),
    ...users.map((row) =>
      tableRow(row, `${userTexts[row.is].en}${passwordOf(row) ? `; password \`${userPassword}\`` : ''}`),
    ),
  ].join('\n');

const tableRow = ({ name, idNumber, mobile }: Omit<UserRow, 'is'>, who: string): string =>
  `| ${name} | \`${idNumber}\` | ${mobile ? `\`${mobile}\`` : '–'} | ${who} |`;

const passwordOf = ({ is }: UserRow): string | null => (is === 'level3' || is === 'level4' ? userPassword : null);

type Words = Readonly<Record<'zh' | 'en', string>>;

const customerText = ({ companyCode, branchCode, validity, certificates }: CustomerRow): Words => {
  const hasExpired = validity.end < '2026-11-01';
  const old = certificates.length > 0;
  return {
    zh: [
      `\`${companyCode}\` 的客户，营业部 ${branchCode}`,
      ...(hasExpired ? [`身份证已于 ${validity.end} 过期`] : []),
      ...(old ? [`${certificates.join('、')} 天前的证书，所在设备已丢失`] : []),
    ].join('；'),
    en: [
      `customer of \`${companyCode}\`, branch ${branchCode}`,
      ...(hasExpired ? [`ID card expired on ${validity.end}`] : []),
      ...(old ? [`certificates of ${certificates.join(' and ')} days ago, on devices that are lost`] : []),
    ].join('; '),
  };
};

const userTexts: Readonly<Record<UserRow['is'], Words>> = {
  imported: { zh: '工商注册用户，已导入、未激活', en: 'user of the identity app, imported and not activated yet' },
  level3: { zh: '三级实名用户，从未登录', en: 'user at level 3 who has never signed in' },
  level4: { zh: '四级实名用户，已参与工商注册', en: 'user at level 4 who takes part in business registration' },
  cancelled: { zh: '已注销的用户，可重新注册', en: 'user who has cancelled; may register again' },
};
