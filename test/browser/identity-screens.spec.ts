import { expect, it } from '@jest/globals';
import { keepPicture } from '../support/browser/figures.js';
import { IdentityScreens } from '../support/browser/identity-phone.js';
import { describeScreens, isSound, openPhone } from '../support/browser/screen-tests.js';
import { applicant, IdentityApp } from '../support/people/identity-app.js';
import { company, service } from '../support/servers/own-service.js';

describeScreens('the identity app on its screens', () => {
  it('R1–R17 from nothing to level 4, another password, another mobile and out; nothing secret is let out', async () => {
    const screen = await openPhone();
    const person = applicant(701);
    const app = new IdentityScreens(screen, service.url, person);
    await app.fillRegistration();
    await isSound(screen);
    await keepPicture(screen, 'identity-register');
    await Promise.all([screen.press('注册'), screen.press('注册').catch(() => {})]);
    await screen.sees('注册成功，请登录。');
    expect(screen.succeeded('/registrations')).toBe(1);
    await isSound(screen);

    await app.signIn();
    await screen.sees('当前等级：三级实名');
    await keepPicture(screen, 'identity-level');
    await app.scanFace('不是本人');
    await screen.sees(/人脸/);
    await app.scanFace('是本人');
    await screen.sees('已提升为四级实名。');
    expect(new URL(screen.page.url()).search).toBe('');
    await screen.follow('返回账号管理');
    await screen.sees('四级实名');
    await isSound(screen);
    await keepPicture(screen, 'identity-account');

    await screen.page.getByRole('switch').click();
    await screen.page.locator('[role="switch"][aria-checked="true"]').waitFor();

    await screen.press('修改密码', false);
    const password = 'Wxyz-8765';
    await screen.fill('oldPassword', 'Wrong-1234');
    await screen.fill('password', password);
    await screen.fill('passwordConfirmation', password);
    await screen.press('确定');
    await screen.page.locator('.van-field__error-message').waitFor();
    await screen.fill('oldPassword', person.password);
    await screen.press('确定');
    await screen.sees('密码已修改');
    const secrets = { password, former: person.password, idNumber: person.idNumber, mobile: person.mobile };
    expect(await screen.leaked(secrets)).toEqual([]);

    await company.clock(11 * 60);
    await screen.press('返回', false);
    await screen.press('手机号', false);
    await screen.fill('mobile', '13900001234');
    await screen.press('获取验证码');
    await screen.sees('验证码已发送');
    await screen.fill('smsCode', await app.codeSent('13900001234'));
    await screen.press('确定');
    await screen.fill('confirmation', password);
    await screen.page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await screen.sees('手机号已修改。');
    await screen.sees(/1390\*+234/);
    expect(screen.complaints()).toEqual([]);
  });

  it('R10 signed-in devices are listed, and one of them is signed out from another', async () => {
    const people = await IdentityApp.of(service);
    const { person, user } = await people.registered(702);
    const screen = await openPhone();
    const app = new IdentityScreens(screen, service.url, person);
    await app.enter();
    await app.signIn();
    await screen.press('登录设备', false);
    await screen.sees('当前登录');
    await isSound(screen);
    await keepPicture(screen, 'identity-sessions');
    await screen.press('退出');
    await screen.sees('没有其他设备登录。');
    expect((await user.call('GET', '/me')).verdict).toBe('401 session.required');
  });

  it('R5, R6 an imported account is activated, with a face where no mobile is on record, and signs in', async () => {
    const people = await IdentityApp.of(service);
    const { person } = await people.imported(703);
    const screen = await openPhone();
    const app = new IdentityScreens(screen, service.url, person);
    await app.enter();
    await screen.fill('identifier', person.idNumber);
    await screen.fill('password', 'whatever-it-is');
    await screen.press('登录');
    await screen.isAt('/activate');
    await app.fillActivation();
    await screen.press('下一步');
    await screen.sees('您的账号没有登记手机号，请扫描人脸。');
    await isSound(screen);
    await app.scanFace('是本人');
    await screen.isAt('/activate/name');
    await keepPicture(screen, 'identity-activation');
    await screen.fill('username', '1abc');
    await screen.fill('password', person.password);
    await screen.fill('passwordConfirmation', person.password);
    await screen.press('确定');
    await screen.page.locator('.van-field__error-message').waitFor();
    await screen.fill('username', 'ouyang_703');
    await screen.press('确定');
    await screen.sees('账号已激活，请登录。');
    await app.signIn();
    await screen.isAt('guide=1');
    expect(screen.complaints()).toEqual([]);
  });

  it('R11 a forgotten password is set anew after a face; R7 the next sign-in is by face', async () => {
    const people = await IdentityApp.of(service);
    const { person } = await people.registered(704);
    const screen = await openPhone();
    const app = new IdentityScreens(screen, service.url, person);
    await app.enter();
    await screen.follow('忘记密码');
    await screen.fill('name', person.name);
    await screen.fill('idNumber', person.idNumber);
    await app.scanFace('不是本人');
    await screen.isRefused();
    expect(await screen.page.locator('[name="idNumber"]').inputValue()).toBe(person.idNumber);
    await app.scanFace('是本人');
    await screen.sees('您正在重置密码的账户为');
    await isSound(screen);
    const password = 'Wxyz-8765';
    await screen.fill('password', password);
    await screen.fill('passwordConfirmation', 'Wxyz-8766');
    await screen.press('下一步');
    await screen.page.locator('.van-field__error-message').waitFor();
    await screen.fill('passwordConfirmation', password);
    await screen.press('下一步');
    await screen.sees('密码已重置，请登录。');
    expect((await people.login(person.mobile, person.password)).verdict).toBe('401 login.refused');

    await screen.follow('人脸');
    await screen.sees('人脸登录');
    await screen.fill('identifier', person.mobile);
    await app.scanFace('是本人');
    await screen.isAt('/account');
    expect(await screen.leaked({ password, idNumber: person.idNumber, name: person.name })).toEqual([]);
  });
});
