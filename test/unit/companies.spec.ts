import { describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { Companies, type Company } from '../../src/application/shared/companies.js';

const loaded = loadCompanies('companies');
const companies = new Companies(loaded);
const closedOnSunday = '2026-11-22T04:00:00.000Z';
const openOnSaturday = '2026-11-21T04:00:00.000Z';
const mondayOpening = '2026-11-22T17:23:00.000Z';

describe('companies', () => {
  it('F1 knows companies 0038 and 0039 with branches 001 and 002', () => {
    expect(loaded.map(({ code, approval }) => ({ code, approval }))).toEqual([
      { code: '0038', approval: 'automatic' },
      { code: '0039', approval: 'review' },
    ]);
    for (const { branches, accountTypes } of companies.all()) {
      expect(branches.map(({ code }) => code)).toEqual(['001', '002']);
      expect(accountTypes).toEqual([{ code: 'futuresBrokerage', name: '期货经纪' }]);
    }
    expect(companies.get('0038').name).toBe('测试期货');
  });

  it('F1 refuses unknown and disabled numbers alike, leading zeros counting', () => {
    const disabled = new Companies([{ ...companies.get('0038'), enabled: false }]);
    const refusal = expect.objectContaining({ kind: 'not-found', code: 'company.not-found' });
    expect(() => disabled.get('0038')).toThrow(refusal);
    for (const code of ['0040', '38', '', '__proto__']) expect(() => companies.get(code)).toThrow(refusal);
  });

  it('F5 refuses outside the service hours with the next opening', () => {
    const company = companies.get('0038');
    expect(() => companies.assertOpen(company, openOnSaturday)).not.toThrow();
    expect(() => companies.assertOpen(company, closedOnSunday)).toThrow(
      expect.objectContaining({ kind: 'rule', code: 'service.closed', extras: { retryAt: mondayOpening } }),
    );
  });

  it('F5 names no instant for a service that never opens', () => {
    const never: Company = { ...companies.get('0038'), serviceHours: { text: '暂停服务', windows: [] } };
    expect(() => companies.assertOpen(never, openOnSaturday)).toThrow(
      expect.objectContaining({ code: 'service.closed', extras: {} }),
    );
  });

  it('F7 shows what the front end needs and nothing else', () => {
    const company = companies.get('0038');
    const { code, name, services, accountTypes, branches, hints, preparation, texts, hotline, appVersion } = company;
    expect(companies.publicView(company, closedOnSunday)).toEqual({
      code,
      name,
      services,
      accountTypes,
      branches,
      hints,
      preparation,
      texts,
      hotline,
      appVersion,
      serviceHours: {
        text: '周一至周五、周六 01:23-23:58',
        windows: [{ days: [1, 2, 3, 4, 5, 6], from: '01:23:00', to: '23:58:00' }],
        open: false,
        nextOpening: mondayOpening,
      },
    });
    expect(companies.publicView(company, openOnSaturday).serviceHours).toMatchObject({ open: true, nextOpening: null });
    expect(preparation).toEqual(['二代身份证', '银行卡', 'Wi-Fi+2/3/4G']);
    expect(hints.join()).toContain('年满18周岁');
  });

  it('F14, F20, F21, F22 carries the documents and texts of the manual', () => {
    for (const { documents, texts, progressStages } of loaded) {
      expect(documents.responsibilityLetter.title).toBe('数字证书安全责任书');
      expect(documents.responsibilityLetter.text.split('\n').length).toBeGreaterThan(10);
      expect(
        documents.agreements.map(({ documentId, title, listsChanges }) => [documentId, title, listsChanges]),
      ).toEqual([
        ['changeApplication', '《合同内容变更申请书》', true],
        ['personalCertificate', '《个人数字责任证书》', false],
      ]);
      expect(documents.consent.text).toBe('我已阅读并同意以上所有协议和业务规则内容');
      expect(texts['changeRequest.applied']).toBe('修改资料成功');
      expect(progressStages).toEqual(['资料报审', '签署协议', '在线回访']);
    }
  });
});
