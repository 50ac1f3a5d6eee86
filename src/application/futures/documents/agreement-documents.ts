import type { PhotoKind } from '../../../domain/shared/profile.js';
import type { PlainDate } from '../../../domain/shared/shanghai-calendar.js';
import { replaceUnseen } from '../../../domain/shared/visible-text.js';
import type { AgreementTemplate } from '../../shared/companies.js';
import { escapeHtml } from '../../shared/html.js';

export interface AgreementInput {
  readonly companyName: string;
  readonly requestId: string;
  /** Undefined for a form of before documents had numbers. */
  readonly documentNumber: string | undefined;
  readonly customer: { readonly name: string; readonly idNumber: string; readonly customerNumber: string };
  readonly rows: readonly { readonly item: string; readonly oldValue: string; readonly newValue: string }[];
  readonly photos: readonly { readonly kind: string; readonly sha256: string }[];
  /** In Shanghai. */
  readonly date: PlainDate;
}

/**
 * The exact bytes that are read and signed (F20): one HTML file in UTF-8 that loads and runs nothing. The same input
 * gives the same bytes, for good: a changed layout voids what was shown but not yet signed.
 */
export const renderAgreement = (document: AgreementTemplate, input: AgreementInput): Uint8Array =>
  new TextEncoder().encode(`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${shown(document.title)}</title>
<style>
html { background: #fff; color-scheme: light; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 46em; padding: 1em; color: #1a1a1a; font: 16px/1.8 sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.3em; text-align: center; }
h2 { font-size: 1em; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
th, td { border: 1px solid #666; padding: .3em .6em; text-align: left; vertical-align: top; }
th { background: #f2f2f2; font-weight: 600; }
th:first-child { width: 5em; }
.close { text-align: right; }
@page { size: A4; margin: 2cm; }
@media print {
body { max-width: none; padding: 0; font-size: 11pt; line-height: 1.6; }
h1, h2 { break-after: avoid; }
thead { display: table-header-group; }
tr, .close { break-inside: avoid; }
.close { break-before: avoid; }
}
</style>
</head>
<body>
<h1>${shown(document.title)}</h1>
${headTable(document, input)}
${document.listsChanges ? changes(input) : ''}${paragraphs(document.text)}
<p class="close">客户：${value(input.customer.name)}<br>日期：${shown(input.date)}</p>
</body>
</html>
`);

const headTable = (
  { version }: AgreementTemplate,
  { companyName, requestId, documentNumber, customer }: AgreementInput,
): string => {
  const rows = [
    ['期货公司', companyName],
    ['客户姓名', customer.name],
    ['身份证号', customer.idNumber],
    ['客户号', customer.customerNumber],
    ['申请编号', requestId],
    ...(documentNumber === undefined ? [] : [['文件编号', documentNumber] as const]),
    ['文件版本', version],
  ] as const;
  const lines = rows.map(([name, text]) => `<tr><th scope="row">${name}</th><td>${value(text)}</td></tr>`);
  return `<table>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`;
};

const changes = ({ rows, photos }: AgreementInput): string =>
  `<h2>变更内容</h2>
${table(
  ['项目', '原内容', '新内容'],
  rows.map(({ item, oldValue, newValue }) => [item, oldValue, newValue]),
)}
<h2>提交的照片</h2>
${table(
  ['照片', 'SHA-256 摘要'],
  photos.map(({ kind, sha256 }) => [photoNames[kind] ?? kind, sha256]),
)}
<h2>声明</h2>
`;

const photoNames: Readonly<Record<string, string>> = {
  idFront: '身份证正面',
  idBack: '身份证反面',
  signature: '签名',
} satisfies Record<PhotoKind, string>;

const table = (names: readonly string[], rows: readonly (readonly string[])[]): string => {
  const head = names.map((name) => `<th scope="col">${name}</th>`).join('');
  const lines = rows.map((row) => `<tr>${row.map((cell) => `<td>${value(cell)}</td>`).join('')}</tr>`);
  return `<table>\n<thead>\n<tr>${head}</tr>\n</thead>\n<tbody>\n${lines.join('\n')}\n</tbody>\n</table>`;
};

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<p>${shown(line)}</p>`)
    .join('\n');

/** Isolated, so that a value of letters that run from right to left cannot reorder the text around it. */
const value = (text: string): string => (text === '' ? '（无）' : `<bdi>${shown(text)}</bdi>`);

/** What is signed names what nobody sees, instead of doing what it says. */
const named = (character: string): string =>
  /[\t\n\r]/.test(character) ? ' ' : `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`;

const shown = (text: string): string => replaceUnseen(escapeHtml(text), named);
