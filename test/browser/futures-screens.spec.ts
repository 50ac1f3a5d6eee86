import { expect, it } from '@jest/globals';
import { type figures, showsFigure } from '../support/browser/figures.js';
import { FuturesApp } from '../support/browser/futures-phone.js';
import type { Phone } from '../support/browser/phone.js';
import { arrival, describeScreens, isSound, openPhone } from '../support/browser/screen-tests.js';
import { certificatePassword } from '../support/people/journey.js';
import { company, nextPerson } from '../support/servers/own-service.js';

describeScreens('the futures app on its screens', () => {
  /** A customer of the company with a phone. @param look at each figure on the way */
  const newcomer = async (
    look: (phone: Phone, figure: keyof typeof figures) => Promise<void> = async () => {},
  ): Promise<FuturesApp> => {
    const phone = await openPhone();
    return new FuturesApp(phone, await company.customer(nextPerson()), (figure) => look(phone, figure));
  };

  it('F1–F30 the whole way on a new device, figure by figure; nothing secret is let out', async () => {
    const app = await newcomer(showsFigure);
    const { phone, customer } = app;
    await app.signIn();
    await app.edit('联系电话');
    await app.keepPhotos();
    await app.fillPhone('0755-12345678');
    await app.passVideo();
    await app.install();
    await app.read();
    await app.sign();
    await app.submit();
    await phone.press('返回基本资料');
    await phone.sees('办理记录');
    const { idNumber, contactMobile, name } = customer.person;
    expect(await phone.leaked({ idNumber, contactMobile, name, certificatePassword })).toEqual([]);
    expect(phone.complaints()).toEqual([]);
  });

  it('F12, F13, F16 the card’s validity wants new photos, each seen before it is sent', async () => {
    const app = await newcomer();
    const { phone } = app;
    await app.signIn();
    await app.edit('身份信息');
    await phone.sees('办理身份证有效期修改，请重新上传证件照及签名照');
    for (const [index, kind] of ['idFront', 'idBack', 'signature'].entries()) await app.upload(kind, 9000 + index);
    await app.keepPhotos();
    await phone.page.locator('[name="start"]').waitFor();
    await showsFigure(phone, 'futures-06-validity');
    await phone.fill('end', '2019-01-01');
    await phone.press('下一步');
    await phone.page.locator('.van-field__error-message').first().waitFor();
    await phone.tick('长期');
    await phone.press('下一步');
    await phone.isAt('/video');
    await phone.page.goBack();
    await phone.isAt('/form');
    expect(await phone.page.locator('[name="end"]').inputValue()).toBe('2099-12-31');
  });

  it('F18 other information shows each refused field, and what was taken after a reload', async () => {
    const app = await newcomer();
    const { phone } = app;
    await app.signIn();
    await app.edit('其他信息');
    await app.keepPhotos();
    await phone.page.locator('[name="postcode"]').waitFor();
    await showsFigure(phone, 'futures-08-other-information');
    await phone.fill('postcode', '12');
    await phone.fill('email', 'nobody');
    await phone.press('下一步');
    await phone.page.locator('.van-field__error-message').nth(1).waitFor();
    expect(await phone.page.locator('.van-field__error-message').count()).toBe(2);
    await phone.fill('postcode', '200120');
    await phone.fill('email', 'someone@example.com');
    await phone.press('下一步');
    await phone.isAt('/video');
    await phone.page.goBack();
    await phone.page.reload();
    await phone.page.locator('[name="email"]').waitFor();
    expect(await phone.page.locator('[name="email"]').inputValue()).toBe('someone@example.com');
  });

  it('R10 signed-in devices are listed, and one of them is signed out from another', async () => {
    const { app, me } = await arrival();
    await company.clock(60);
    const elsewhere = await me.customer.signIn('device-elsewhere');
    const { phone } = app;
    await app.resume(me);
    await phone.follow('登录设备');
    await phone.sees('当前登录');
    await phone.sees('设备 device-elsewhere');
    await isSound(phone);
    await phone.press('退出');
    await phone.sees('没有其他设备登录。');
    expect((await elsewhere.call('GET', '/profile')).verdict).toBe('401 session.required');
    expect((await me.call('GET', '/profile')).status).toBe(200);
  });
});
