import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { csvOf } from '../support/browser/customers-csv.js';
import { keepPicture } from '../support/browser/figures.js';
import { FuturesApp } from '../support/browser/futures-phone.js';
import { describeScreens, isSound, openDesk, openPhone } from '../support/browser/screen-tests.js';
import { eventsOf } from '../support/people/audit.js';
import { submitted } from '../support/people/requests.js';
import { company, nextPerson, service } from '../support/servers/own-service.js';

describeScreens('the desks and consoles on their screens', () => {
  it('F26 an agent takes a call: pictures both ways, also after a reload; nothing of the customer stays', async () => {
    const customer = new FuturesApp(await openPhone(), await company.customer(nextPerson()));
    await customer.signIn();
    await customer.edit('联系电话');
    await customer.keepPhotos();
    await customer.fillPhone('0755-12345678');
    await customer.phone.press('开始视频通话');
    await customer.phone.sees('当前排队人数');

    const agent = await openDesk('/desk', 'agent-1');
    const { page } = agent.screen;
    await agent.screen.sees('等待人数：1');
    await agent.screen.press('接听下一位');
    await agent.screen.sees(customer.customer.person.name);
    await agent.seesPicture();
    await agent.seesPicture(customer.phone, 'video:not(.small)');
    await page.reload();
    await agent.seesPicture();
    await page.locator('figure img').nth(2).waitFor();
    await keepPicture(agent.screen, 'desk-call');
    expect(await agent.screen.axe()).toEqual([]);

    await agent.screen.press('不通过');
    await agent.screen.isRefused();
    await agent.screen.press('通过');
    await customer.phone.isAt('/certificate');
    await agent.screen.sees('已通过。');
    expect(await page.locator('img, video').count()).toBe(0);
    expect(await page.content()).not.toContain(customer.customer.person.name);
    expect(await agent.liveTracks()).toBe(0);
  });

  it('F22 an import marks the cells of row 7 and takes the others', async () => {
    const operator = await openDesk('/desk/operator', 'operator-1');
    const { page } = operator.screen;
    const customers = [2, 3, 4, 5, 6, 7, 8].map(() => company.stranger(nextPerson()));
    const buffer = csvOf(customers, { [customers[5]!.number]: { end: '2019-03-18', mobile: '123' } });
    await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer });
    await operator.screen.press('导入');
    await operator.screen.sees('成功 6 行，失败 1 行');
    expect(
      await page.locator('tr.bad').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.line)),
    ).toEqual(['7']);
    const cells = page.locator('tr[data-line="7"] td.bad');
    expect(await cells.evaluateAll((all) => all.map((cell) => (cell as HTMLElement).dataset.column))).toEqual([
      'validityEnd',
      'contactMobile',
    ]);
    await isSound(operator.screen);
    await keepPicture(operator.screen, 'operator-import');
  });

  it('P3, P5 an auditor sees masks; to reveal takes a reason, shows a banner and is a fact', async () => {
    const { person } = await company.customer(nextPerson());
    const auditor = await openDesk('/audit', 'auditor-1');
    const { screen } = auditor;
    await screen.fill('idNumber', person.idNumber);
    expect(await screen.page.getByRole('button', { name: '查询' }).isDisabled()).toBe(true);
    await screen.fill('auditReason', '投诉核查编号二零二六零一一');
    await screen.press('查询');
    await screen.follow(/^CustomerAccount-/);
    await screen.sees('CustomerImported');
    expect(await screen.page.content()).not.toContain(person.idNumber);
    expect(await eventsOf('PersonalDataRevealed')).toHaveLength(0);
    await screen.press('显示明文');
    await screen.sees('本次查阅已被记录');
    await screen.sees(new RegExp(person.idNumber));
    expect(await eventsOf('PersonalDataRevealed')).toHaveLength(1);
    await screen.fill('asOf', '0');
    await screen.press('查看');
    await screen.sees('版本 0');
    await screen.fill('to', '1');
    await screen.press('比较');
    await screen.page.locator('tbody tr').first().waitFor();
    await isSound(screen);
    await keepPicture(screen, 'audit-account');
  });

  it('F29 an archive is downloaded and verified in the browser, with anchors of the auditor’s own', async () => {
    const me = await (await company.customer(nextPerson())).signIn();
    const id = await submitted(me, { kind: 'contactPhone', phone: '0755-1234533' });
    const { screen } = await openDesk('/audit', 'auditor-1');
    const { page } = screen;
    await screen.follow('证据');
    await screen.fill('auditReason', '投诉核查编号二零二六零一一');
    await screen.fill('changeRequestId', id);
    const [download] = await Promise.all([page.waitForEvent('download'), screen.press('下载')]);
    const archive = await readFile(await download.path());
    const files = unzipSync(archive);

    await screen.follow('核验');
    const zip = (buffer: Buffer) => ({ name: 'evidence.zip', mimeType: 'application/zip', buffer });
    const archiveField = page.locator('[name="archive"]');
    const verdict = (word: string) => page.locator(`[data-verdict="${word}"]`).waitFor();
    await archiveField.setInputFiles(zip(archive));
    await screen.press('核验');
    await verdict('INDETERMINATE');
    await screen.sees(/NO_POE/);
    await screen.fill('logKeys', Buffer.from(files['log.vkey']!).toString());
    await screen.fill('ca', await (await fetch(`${service.url}/pki/ca.pem`)).text());
    await screen.press('核验');
    await verdict('TOTAL-PASSED');
    await screen.sees('浏览器中未核验');
    expect(await screen.axe()).toEqual([]);
    await keepPicture(screen, 'audit-verification');
    expect(screen.complaints()).toEqual([]);
  });
});
