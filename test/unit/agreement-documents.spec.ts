import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { type AgreementInput, renderAgreement } from '../../src/application/futures/documents/agreement-documents.js';
import type { AgreementTemplate } from '../../src/application/shared/companies.js';

const [changeApplication, personalCertificate] = loadCompanies('companies')[0]!.documents.agreements as [
  AgreementTemplate,
  AgreementTemplate,
];
const input: AgreementInput = {
  companyName: '测试期货',
  requestId: '6f1c3b58-7f0e-4f2b-9d35-3f6d0b5f3a11',
  documentNumber: '9a3c1b58e7f0ef2b9d353f6d0b5f3a11',
  customer: { name: '测试0033', idNumber: '410101199508130033', customerNumber: '80000033' },
  rows: [
    { item: '联系电话', oldValue: '', newValue: '13800138000' },
    { item: '职业', oldValue: '经济、金融业务人员', newValue: '其他从业人员' },
  ],
  photos: [
    { kind: 'idFront', sha256: 'a'.repeat(64) },
    { kind: 'idBack', sha256: 'b'.repeat(64) },
    { kind: 'signature', sha256: 'c'.repeat(64) },
  ],
  date: '2026-11-23',
};
const text = (document: AgreementTemplate, changed: Partial<AgreementInput> = {}) =>
  new TextDecoder('utf-8', { fatal: true }).decode(renderAgreement(document, { ...input, ...changed }));
const visible = (html: string) => html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ');

describe('agreement documents', () => {
  it('F20 renders the change application from the request', () => {
    const shown = visible(text(changeApplication));
    const { customer, requestId, documentNumber, photos, date } = input;
    const parts = [
      '《合同内容变更申请书》',
      '测试期货',
      ...Object.values(customer),
      requestId,
      documentNumber!,
      changeApplication.version,
      date,
    ];
    for (const part of [...parts, ...photos.map(({ sha256 }) => sha256), ...changeApplication.text.split('\n')]) {
      expect(shown).toContain(part);
    }
    expect(shown.replace(/\s+/g, ' ')).toContain(
      '项目 原内容 新内容 联系电话 （无） 13800138000 职业 经济、金融业务人员 其他从业人员',
    );
    expect(shown.replace(/\s+/g, ' ')).toContain(
      `身份证正面 ${'a'.repeat(64)} 身份证反面 ${'b'.repeat(64)} 签名 ${'c'.repeat(64)}`,
    );
  });

  it('F20 renders the certificate agreement as text, without changes and photos', () => {
    const shown = visible(text(personalCertificate));
    for (const part of ['《个人数字责任证书》', '测试0033', ...personalCertificate.text.split('\n')])
      expect(shown).toContain(part);
    for (const part of ['原内容', '13800138000', 'a'.repeat(64)]) expect(shown).not.toContain(part);
  });

  it('F20, F29 gives the same bytes for the same input, others for any other', () => {
    const bytes = renderAgreement(changeApplication, structuredClone(input));
    expect(Buffer.from(bytes).equals(renderAgreement({ ...changeApplication }, input))).toBe(true);
    const others = [
      text({ ...changeApplication, version: '2' }),
      text(changeApplication, { requestId: 'other' }),
      text(changeApplication, { documentNumber: 'f'.repeat(32) }),
      text(changeApplication, { documentNumber: undefined }),
      text(changeApplication, { date: '2026-11-24' }),
      text(changeApplication, { rows: input.rows.slice(1) }),
      text(changeApplication, { photos: input.photos.slice(1) }),
      text(changeApplication, { customer: { ...input.customer, name: '测试0034' } }),
    ];
    expect(new Set([text(changeApplication), ...others]).size).toBe(others.length + 1);
  });

  it('F20 is UTF-8 HTML that loads and runs nothing', () => {
    for (const html of [text(changeApplication), text(personalCertificate)]) {
      expect(html).toMatch(/^<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">/);
      expect(html).not.toMatch(/<script|<img|<link|<iframe|<a |https?:|src=|href=|@import|url\(| on[a-z]+=/i);
    }
  });

  it('F20 escapes every value, wherever it comes from', () => {
    const attack = `<script>alert("1")</script>'&<img src=x onerror=alert(2)>`;
    const hostile = text(
      { ...changeApplication, title: attack, version: attack, text: attack },
      {
        companyName: attack,
        requestId: attack,
        documentNumber: attack,
        customer: { name: attack, idNumber: attack, customerNumber: attack },
        rows: [{ item: attack, oldValue: attack, newValue: attack }],
        photos: [{ kind: attack, sha256: attack }],
        date: attack,
      },
    );
    expect(hostile).not.toMatch(/<script|<img/);
    const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;&lt;img src=x onerror=alert(2)&gt;';
    expect(hostile.split(escaped).length - 1).toBe(17);
  });

  it('F20 isolates values that run from right to left, and shows marks that would turn the text around', () => {
    const shown = (newValue: string) => text(changeApplication, { rows: [{ item: '地址', oldValue: '', newValue }] });
    expect(shown('ئۈرۈمچى')).toContain('<bdi>ئۈرۈمچى</bdi>');
    expect(shown('\u202e街\u2069\u200f')).toContain('<bdi>[U+202E]街[U+2069][U+200F]</bdi>');
    expect(shown('上海\u200b\u3164\ufffd\u{e0100}市')).toContain('<bdi>上海[U+200B][U+3164][U+FFFD][U+E0100]市</bdi>');
    expect(shown('👨‍👩‍👧 ❤️')).toContain('<bdi>👨‍👩‍👧 ❤️</bdi>');
    expect(shown('一\u0000二\u0085三')).toContain('<bdi>一[U+0000]二[U+0085]三</bdi>');
    expect(shown('一\n二\t三')).toContain('<bdi>一 二 三</bdi>');
  });

  it('F20 is well-formed, also with hostile values', () => {
    const attack = `</td></table><b a='"'>--><![CDATA[ ]]>&amp;\u202e`;
    for (const html of [
      text(changeApplication),
      text(personalCertificate),
      text(changeApplication, { companyName: attack, rows: [{ item: attack, oldValue: attack, newValue: attack }] }),
    ])
      expect(unbalanced(html)).toEqual([]);
    expect(unbalanced('<p><b></p>')).toEqual(['</p> closes <b>', '<p> is open', '<b> is open']);
  });

  it('F20 can be read on a phone and printed: its width, head of a table on every page, rows in one piece', () => {
    const html = text(changeApplication);
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html).toMatch(/@media print \{[^@]*thead \{ display: table-header-group; \}[^@]*break-inside: avoid/);
    expect(html.match(/<thead>\n<tr><th scope="col">/g)).toHaveLength(2);
    expect(html).toMatch(/overflow-wrap: anywhere/);
  });

  it('F20 keeps its layout: another digest voids what customers were shown and did not submit yet', () => {
    const example = { documentId: 'example', title: '《例》', version: '1', text: '甲\n乙', listsChanges: true };
    const digest = (changed: Partial<AgreementInput> = {}) =>
      createHash('sha256')
        .update(renderAgreement(example, { ...input, ...changed }))
        .digest('hex');
    expect(digest()).toBe('d1ed1861a06ed451a5171b4ab9b15e658ef5012ec73b156da2a6bd14399f47af');
    expect(digest({ documentNumber: undefined })).toBe(
      'e4ea0f73f21eef5aad9275f9ab48230b4545d87ba7413b25c0fc3bf13e2aea41',
    );
  });
});

/** Tags that do not close in the order in which they were opened. */
const unbalanced = (html: string): string[] => {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [tag, slash, name] of html.replace(/^<!doctype html>/, '').matchAll(/<(\/?)([a-z][a-z0-9]*)[^<>]*>/g)) {
    if (/^(meta|br)$/.test(name!)) continue;
    if (!slash) open.push(name!);
    else if (open.at(-1) === name) open.pop();
    else wrong.push(`${tag} closes <${open.at(-1)}>`);
  }
  const stray = html.replace(/<!doctype html>|<\/?[a-z][^<>]*>|<style>.*?<\/style>/gs, '').match(/[<>]/g) ?? [];
  return [...wrong, ...open.map((name) => `<${name}> is open`), ...stray];
};
