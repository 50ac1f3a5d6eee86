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
    password: row.is === 'level3' || row.is === 'level4' ? userPassword : null,
    who: userTexts[row.is].replace(/; password .*/, ''),
  })),
];

/** README's table of them. */
export const peopleTable = (): string =>
  [
    '| name | ID number | mobile | who |',
    '|---|---|---|---|',
    ...customers.map((row) => tableRow({ ...row, mobile: row.contactMobile }, customerText(row))),
    ...users.map((row) => tableRow(row, userTexts[row.is])),
  ].join('\n');

const tableRow = ({ name, idNumber, mobile }: Omit<UserRow, 'is'>, who: string): string =>
  `| ${name} | \`${idNumber}\` | ${mobile ? `\`${mobile}\`` : '–'} | ${who} |`;

const customerText = ({ companyCode, branchCode, validity, certificates }: CustomerRow): string =>
  [
    `customer of \`${companyCode}\`, branch ${branchCode}`,
    ...(validity.end < '2026-11-01' ? [`ID card expired on ${validity.end}`] : []),
    ...(certificates.length > 0
      ? [`certificates of ${certificates.join(' and ')} days ago, on devices that are lost`]
      : []),
  ].join('; ');

const userTexts: Readonly<Record<UserRow['is'], string>> = {
  imported: 'user of the identity app, imported and not activated yet',
  level3: `user at level 3 who has never signed in; password \`${userPassword}\``,
  level4: `user at level 4 who takes part in business registration; password \`${userPassword}\``,
  cancelled: 'user who has cancelled; may register again',
};
