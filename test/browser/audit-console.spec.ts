import { pathToFileURL } from 'node:url';
import { expect, it } from '@jest/globals';
import { unzipSync, zipSync } from 'fflate';
import { verifierPath } from '../../src/adapters/composition/verifiers.js';
import { keepPicture } from '../support/browser/figures.js';
import { describeScreens, isSound, openDesk } from '../support/browser/screen-tests.js';
import { submitted } from '../support/people/requests.js';
import { company, nextPerson, service } from '../support/servers/own-service.js';

/** What a request is proved with, as the auditor of the sandbox takes it. */
const evidence = async () => {
  const me = await (await company.customer(nextPerson())).signIn();
  const id = await submitted(me, { kind: 'contactPhone', phone: '0755-1234533' });
  const headers = { 'x-audit-reason': encodeURIComponent('投诉核查编号二零二六零一一') };
  return unzipSync((await company.as('auditor', 'GET', `/../audit/change-requests/${id}/evidence`, { headers })).bytes);
};

describeScreens('the console of auditors on its screens', () => {
  it('follows the log as it grows, and stops at what it cannot follow', async () => {
    const { screen } = await openDesk('/audit', 'auditor-1');
    const { page } = screen;
    await screen.follow('日志');
    await screen.fill('after', 'somewhere');
    await screen.press('开始');
    await screen.sees('分页游标无效。');
    await screen.fill('after', '');
    await screen.fill('types', 'CustomerImported');
    await screen.press('开始');
    await screen.sees('停止');
    const rows = page.locator('tbody tr');
    const shown = await Promise.all([company.customer(nextPerson(), { photos: false }), rows.first().waitFor()]);
    await company.customer(nextPerson(), { photos: false });
    await rows.nth(1).waitFor();
    expect(await rows.first().innerText()).toContain('CustomerImported CustomerAccount-');
    expect(await page.content()).not.toContain(shown[0].person.idNumber);
    await isSound(screen);
    await keepPicture(screen, 'audit-log');
    await page.reload();
    await screen.press('开始');
    await company.customer(nextPerson(), { photos: false });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(1);
    await screen.press('停止');
    expect(screen.complaints()).toEqual([]);
  });

  it('tells a checkpoint that a key of the auditor’s signed, and one that could not be read', async () => {
    const files = await evidence();
    const { screen } = await openDesk('/audit', 'auditor-1');
    const { page } = screen;
    await page.route('**/tlog/checkpoint', (route) => route.fulfill({ status: 503 }), { times: 1 });
    await screen.follow('日志');
    await screen.press('重新加载');
    await page.locator('pre', { hasText: '— ' }).waitFor();
    await screen.press('核验签名');
    await screen.sees('不是由所给的密钥签署');
    await screen.fill('logKeys', Buffer.from(files['log.vkey']!).toString());
    await screen.press('核验签名');
    await screen.sees(/^\d+ 条事件，由所给的密钥签署$/);
    await keepPicture(screen, 'audit-checkpoint');
  });

  it('F29 proves where each event of an archive is in the log, and refuses an altered one in the words of verify.mjs', async () => {
    const files = await evidence();
    const vkey = Buffer.from(files['log.vkey']!).toString().trim();
    const { parseVkey, verifyFiles } = await import(pathToFileURL(verifierPath('verify.mjs')).href);
    const { screen } = await openDesk('/audit', 'auditor-1');
    const { page } = screen;
    await screen.follow('核验');
    await screen.fill('logKeys', vkey);
    await screen.fill('ca', await (await fetch(`${service.url}/pki/ca.pem`)).text());
    const judged = async (archive: Readonly<Record<string, Uint8Array>>) => {
      const buffer = Buffer.from(zipSync(archive, { level: 0 }));
      const zip = { name: 'evidence.zip', mimeType: 'application/zip', buffer };
      await page.locator('[name="archive"]').setInputFiles(zip);
      await screen.press('核验');
      await page.locator('[data-verdict]').waitFor();
    };

    await judged(files);
    await page.getByText('在日志中的事件').click();
    await page.locator('details td', { hasText: ' · ProfileChangeRequestSubmitted' }).waitFor();

    const [path, bytes] = Object.entries(files).find(([name]) => name.endsWith('.p7s'))!;
    const altered = Uint8Array.from(bytes);
    altered[altered.length >> 1]! ^= 1;
    const archive = { ...files, [path]: altered };
    await judged(archive);
    const buffers = new Map(Object.entries(archive).map(([name, content]) => [name, Buffer.from(content)]));
    const { verdict, subIndications } = verifyFiles(buffers, { ca: [], logKeys: [parseVkey(vkey)] });
    expect(verdict).toBe('TOTAL-FAILED');
    expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe(verdict);
    const told = await page.locator('[data-verdict] > ul.refusal li').allInnerTexts();
    expect([...new Set(told.map((text) => text.split(' ')[0]))].sort()).toEqual(subIndications);
    await isSound(screen);
    await keepPicture(screen, 'audit-altered');
  });

  it('P5 what was revealed is masked again', async () => {
    const { person } = await company.customer(nextPerson(), { photos: false });
    const { screen } = await openDesk('/audit', 'auditor-1');
    await screen.fill('auditReason', '投诉核查编号二零二六零一一');
    await screen.fill('idNumber', person.idNumber);
    await screen.press('查询');
    await screen.follow(/^CustomerAccount-/);
    await screen.press('显示明文');
    await screen.sees('本次查阅已被记录');
    await screen.sees(new RegExp(person.idNumber));
    await screen.press('恢复遮蔽');
    await screen.sees('个人信息已遮蔽');
    expect(await screen.page.content()).not.toContain(person.idNumber);
    expect(await screen.leaked({ idNumber: person.idNumber })).toEqual([]);
  });

  it('is there once who is signed in can be read', async () => {
    const { screen } = await openDesk('/audit', 'auditor-1');
    await screen.page.route('**/v1/staff/me', (route) => route.abort(), { times: 1 });
    await screen.page.reload();
    await screen.sees('网络连接异常');
    await screen.page.evaluate(() => dispatchEvent(new Event('online')));
    await screen.sees('按身份证号查询');
  });
});
