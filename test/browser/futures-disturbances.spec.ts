import { expect, it } from '@jest/globals';
import { keepPicture } from '../support/browser/figures.js';
import { FuturesApp } from '../support/browser/futures-phone.js';
import { arrival, describeScreens, isSound, openPhone } from '../support/browser/screen-tests.js';
import { eventually } from '../support/eventually.js';
import { Company, certificatePassword } from '../support/people/journey.js';
import { submitted } from '../support/people/requests.js';
import { company, nextPerson, service } from '../support/servers/own-service.js';

describeScreens('the futures app, disturbed', () => {
  it('F19 a double click, a second tab and a reload at 「编辑」 are one request; the faster tab’s form stands', async () => {
    const { app, me } = await arrival();
    const { phone } = app;
    await app.resume(me);
    const other = await phone.tab();
    const otherApp = new FuturesApp(other, app.customer);
    await otherApp.resume(me);
    const [first, second] = [phone, other].map(({ page }) => page.getByRole('button', { name: /^编辑 联系电话/ }));
    await Promise.all([first!.waitFor(), second!.waitFor()]);
    await Promise.all([first!.dblclick(), second!.click()]);
    await Promise.all([phone.isAt('/photos'), other.isAt('/photos')]);
    expect((await me.call('GET', '/change-requests')).body.items).toHaveLength(1);

    await phone.page.reload();
    await app.keepPhotos();
    await phone.page.locator('[name="phone"]').waitFor();
    await other.page.reload();
    await other.goto(phone.page.url());
    await other.page.locator('[name="phone"]').waitFor();
    await otherApp.fillPhone('0755-11111111');
    await other.isAt('/video');
    await app.fillPhone('0755-22222222');
    await phone.sees(/已在其他页面或设备上变更/);
    await phone.page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="phone"]')?.value === '0755-11111111',
    );
  });

  it('F21, F27 answers that are lost at form, certificate, signature and submission leave nothing done twice', async () => {
    const { app, me } = await arrival();
    const { phone } = app;
    const id = await me.open();
    await me.device.photosAndLetter(id, 7000);
    await app.resume(me, `requests/${id}/form`);
    await phone.losesAnswers(/contact-phone$/, 1);
    await app.fillPhone('0755-12345678');
    await phone.isAt('/video');
    await me.passVideo();
    await phone.page.reload();
    await phone.isAt('/certificate');

    await phone.losesAnswers(/\/v1\/futures\/certificates$/, 9);
    await phone.fill('certificatePassword', certificatePassword);
    await phone.fill('repetition', certificatePassword);
    const asked = phone.page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith('/certificates'),
    );
    await phone.page.getByRole('button', { name: '申请并安装' }).dblclick();
    await asked;
    const serial = await eventually(async () => {
      const { status, body } = await me.call('GET', '/certificates/current');
      expect(status).toBe(200);
      return body.serial;
    });
    await phone.page.unrouteAll({ behavior: 'ignoreErrors' });
    await phone.page.reload();
    await phone.isAt('/agreements');

    await app.read();
    await phone.losesAnswers(/changeApplication\/signature$/, 1);
    await app.sign();
    await phone.losesAnswers(/submission$/, 1);
    await phone.page.getByRole('button', { name: '提交' }).dblclick();
    await phone.sees('修改资料成功');
    expect((await me.call('GET', '/certificates/current')).body.serial).toBe(serial);
    await phone.page.goBack();
    await phone.sees('修改资料成功');
    expect(
      (await me.call('GET', '/change-requests')).body.items.map(({ status }: { status: string }) => status),
    ).toEqual(['applied']);
  });

  it('F5 a session that is gone leads to the sign-in and back; a closed service says when it opens', async () => {
    const { app, me } = await arrival();
    const { phone } = app;
    const id = await me.open();
    await app.resume(me, `requests/${id}/photos`);
    await phone.tick(/数字证书安全责任书/);
    await me.call('DELETE', '/sessions/current');
    await phone.press('同意');
    await phone.page.waitForURL(/sign-in/);
    await company.clock(60);
    await app.fillSignIn();
    await phone.press('马上登录');
    await phone.isAt(`/requests/${id}/photos`);

    await company.clock('2026-11-29T04:00:00.000Z');
    await phone.goto(`/app/futures#/${company.code}/sign-in`);
    await phone.page.reload();
    await phone.page.locator('.captcha img').waitFor();
    await app.fillSignIn({ closed: true });
    await phone.sees('暂不在服务时间内');
    await phone.sees(/下次开放时间/);
    // The Monday after, 10:00 in Shanghai.
    await company.clock('2026-11-30T02:00:00.000Z');
  });

  it('F25 the number in the queue falls 3, 2, 1, also where the connection was lost meanwhile', async () => {
    const branchCode = '002';
    const ahead = [await company.customer(nextPerson()), await company.customer(nextPerson())];
    for (const customer of ahead)
      await (await customer.signIn()).call('POST', '/video-verifications', { body: { branchCode } });
    const { app, me } = await arrival();
    const { phone } = app;
    const { id } = (await me.call('POST', '/video-verifications', { body: { branchCode } })).body;
    await app.resume(me, `requests/${await me.filled()}/video`);
    await phone.press('继续视频通话');
    const number = (waiting: number) =>
      phone.page.locator('.number', { hasText: new RegExp(`^${waiting}$`) }).waitFor();
    await number(3);
    await phone.sees('您排在第 3 位');
    const takesNext = async () => {
      const { body } = await company.next(branchCode);
      await company.verdict(body.id, { outcome: 'passed' });
      return body.id;
    };
    await takesNext();
    await number(2);
    await phone.context.setOffline(true);
    await phone.sees('网络已断开');
    await takesNext();
    await phone.context.setOffline(false);
    await number(1);
    await phone.sees('您排在第 1 位');
    expect(await takesNext()).toBe(id);
    await phone.isAt('/certificate');
  });

  it('F22 a request under review waits, and says why it was rejected', async () => {
    const other = await Company.of(service, '0039');
    const customer = await other.customer(nextPerson());
    const me = await customer.signIn();
    const id = await submitted(me, { kind: 'contactPhone', phone: '0755-1234533' });
    const app = new FuturesApp(await openPhone(), customer);
    const { phone } = app;
    await app.resume(me, `requests/${id}/submission`);
    await phone.page.locator('[data-status="submitted"]').waitFor();
    await isSound(phone);
    // The page also looks by itself: what it reads is held back until the button was pressed.
    const pressed = Promise.withResolvers<void>();
    await phone.page.route(`**/change-requests/${id}`, async (look) => {
      await pressed.promise;
      await look.continue();
    });
    const seen = await other.as('reviewer', 'GET', `/change-requests/${id}`);
    const headers = { 'if-match': seen.headers.get('etag') ?? '' };
    await other.as('reviewer', 'POST', `/change-requests/${id}/rejection`, { body: { reason: '照片不清晰' }, headers });
    await phone.press('查看最新进度');
    pressed.resolve();
    await phone.sees('原因：照片不清晰');
    await keepPicture(phone, 'futures-10-rejected');
    await phone.press('返回基本资料');
    await phone.sees(/· 未通过/);
  });
});
