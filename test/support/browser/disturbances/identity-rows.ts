import { type Applicant, applicant, IdentityApp, matching, type SignedInUser } from '../../people/identity-app.js';
import { service } from '../../servers/own-service.js';
import { IdentityScreens } from '../identity-phone.js';
import type { Phone } from '../phone.js';
import { openPhone } from '../screen-tests.js';
import type { Arrival, ScreenRows } from './screen-row.js';

const page = '/app/identity';
const signInScreen = '新用户注册 >';
let people = 720;

type Own = Partial<Arrival> & Pick<Arrival, 'hash' | 'shows'>;

interface Here {
  readonly phone: Phone;
  readonly app: IdentityScreens;
  readonly people: IdentityApp;
  readonly person: Applicant;
}

const at = async (person: Applicant, of: (here: Here) => Promise<Own>): Promise<Arrival> => {
  const phone = await openPhone();
  const app = new IdentityScreens(phone, service.url, person);
  return { phone, page, before: '#/', ...(await of({ phone, app, people: await IdentityApp.of(service), person })) };
};

/** The screen of somebody who is registered. */
const registered = (of: (here: Here & { readonly user: SignedInUser }) => Promise<Own>): Promise<Arrival> =>
  at(applicant(++people), async (here) => {
    await here.people.register(here.person);
    return of({ ...here, user: await here.people.signIn(here.person) });
  });

/** The screen of somebody who is signed in. */
const signedIn = (of: Parameters<typeof registered>[0]): Promise<Arrival> =>
  registered(async (here) => ({
    before: '#/account',
    kept: { place: 'realname.identity.token', value: here.user.token, gone: 'gone' },
    withoutKept: signInScreen,
    ...(await of(here)),
  }));

/** The screen of somebody whose account was never activated, and the ticket of the refused sign-in. */
const toActivate = (of: (here: Here & { readonly ticket: string }) => Promise<Own>): Promise<Arrival> =>
  at(applicant(++people), async (here) => {
    const { name, idNumber, mobile } = here.person;
    await here.people.as('operator', 'POST', '/staff/identity-users', { name, idNumber, mobile, realNameLevel: 2 });
    const { activationTicket } = (await here.people.login(idNumber, 'whatever it is')).body;
    return of({ ...here, ticket: activationTicket });
  });

/** A ticket between two screens of a journey. */
const ticketOf = (journey: string, ticket: string): NonNullable<Arrival['kept']> => {
  const value = JSON.stringify({ ticket, account: '1101**********123X' });
  return { place: `realname.identity.ticket.${journey}`, value, gone: 'null' };
};

const toFacePage = (phone: Phone) => ({
  button: '扫描人脸',
  call: /\/face-verifications$/,
  done: () => phone.sees('沙箱人脸核身'),
});
const password = 'Wxyz-8765';
const newPassword = async (phone: Phone) => {
  await phone.fill('password', password);
  await phone.fill('passwordConfirmation', password);
};

/** A screen for each route of `web/src/identity/router.ts`. */
export const identityRows: ScreenRows = {
  'sign-in': () =>
    registered(async ({ phone, person }) => ({
      hash: '#/',
      before: '#/questions',
      shows: [signInScreen, 'Register >'],
      write: {
        async fill() {
          await phone.fill('identifier', person.mobile);
          await phone.fill('password', person.password);
        },
        stays: { identifier: person.mobile, password: person.password },
        button: '登录',
        call: /\/identity\/sessions$/,
        done: () => phone.isAt('/account'),
      },
    })),

  'face-sign-in': () =>
    registered(async ({ phone, person }) => ({
      hash: '#/face',
      shows: ['扫描人脸', 'Scan my face'],
      write: {
        async fill() {
          await phone.fill('identifier', person.mobile);
          await phone.tick('我已阅读并同意');
        },
        stays: { identifier: person.mobile },
        ...toFacePage(phone),
      },
    })),

  register: () =>
    at(applicant(++people), async ({ phone, app, person }) => ({
      hash: '#/register',
      shows: ['注册即视为同意', 'Register'],
      write: {
        fill: () => app.fillForm(),
        stays: { idNumber: person.idNumber, password: person.password },
        button: '注册',
        call: /\/registrations$/,
        fact: 'IdentityUserRegistered',
        done: () => phone.sees('注册成功，请登录。'),
      },
    })),

  activate: () =>
    toActivate(async ({ phone, app, person, ticket }) => ({
      hash: '#/activate',
      shows: ['激活账号', 'Activate'],
      kept: ticketOf('activation', ticket),
      withoutKept: signInScreen,
      write: {
        fill: () => app.fillActivation(),
        stays: { mobile: person.mobile },
        button: '下一步',
        call: /\/activations$/,
        done: () => phone.isAt('/activate/name'),
      },
    })),

  'activate-name': () =>
    toActivate(async ({ phone, people: others, person: { idNumber, mobile }, ticket: activationTicket }) => {
      const smsCode = await others.code('activation', mobile);
      const body = { activationTicket, idNumber, mobile, smsCode };
      const { ticket } = (await others.call('POST', '/activations', body)).body;
      return {
        hash: '#/activate/name',
        shows: ['激活账号', 'Activate'],
        kept: ticketOf('activation-name', ticket),
        withoutKept: signInScreen,
        write: {
          async fill() {
            await phone.fill('username', `ouyang_${people}`);
            await newPassword(phone);
          },
          stays: { username: `ouyang_${people}`, password },
          button: '确定',
          call: /\/activations\/[\w-]+$/,
          fact: 'IdentityUserActivated',
          done: () => phone.sees('账号已激活，请登录。'),
        },
      };
    }),

  forgotten: () =>
    registered(async ({ phone, person }) => ({
      hash: '#/forgotten',
      shows: ['忘记密码', 'Forgotten password'],
      write: {
        async fill() {
          await phone.fill('name', person.name);
          await phone.fill('idNumber', person.idNumber);
          await phone.tick('我已阅读并同意');
        },
        stays: { name: person.name },
        ...toFacePage(phone),
      },
    })),

  reset: () =>
    registered(async ({ phone, people: others, person: { name, idNumber } }) => {
      const { ticket } = (await others.call('POST', '/password-resets', { name, idNumber, face: matching })).body;
      return {
        hash: '#/forgotten/password',
        shows: ['您正在重置密码的账户为', 'The account is'],
        kept: ticketOf('reset', ticket),
        withoutKept: '忘记密码',
        write: {
          fill: () => newPassword(phone),
          stays: { password },
          button: '下一步',
          call: /\/password-resets\/[\w-]+$/,
          fact: 'PasswordChanged',
          done: () => phone.sees('密码已重置，请登录。'),
        },
      };
    }),

  questions: () => at(applicant(0), async () => ({ hash: '#/questions', shows: ['客服热线', 'Hotline'] })),

  account: () =>
    signedIn(async () => ({
      hash: '#/account',
      before: '#/questions',
      shows: ['实名等级', 'Real-name level'],
      chinese: ['Real-name level\n三级实名'],
    })),

  mobile: () =>
    signedIn(async ({ phone, app }) => ({
      hash: '#/account/mobile',
      shows: ['修改手机号', 'Change the mobile'],
      write: {
        async fill() {
          await phone.fill('mobile', '13900007777');
          await phone.press('获取验证码');
          await phone.sees('验证码已发送');
          await phone.fill('smsCode', await app.codeSent('13900007777'));
        },
        stays: { mobile: '13900007777' },
        button: '确定',
        call: /\/me\/mobile$/,
        fact: 'MobileChanged',
        done: () => phone.sees('手机号已修改。'),
      },
    })),

  password: () =>
    signedIn(async ({ user }) => ({
      hash: '#/account/password',
      shows: ['修改密码', 'Change the password'],
      kept: { place: 'realname.identity.token', value: user.token, gone: '' },
    })),

  level: () =>
    signedIn(async ({ phone }) => ({
      hash: '#/account/level',
      shows: ['当前等级：三级实名', 'Level 4'],
      write: { fill: () => phone.tick('我已阅读并同意'), ...toFacePage(phone) },
    })),

  sessions: () =>
    signedIn(async ({ phone, people: others, person }) => {
      await others.signIn(person);
      return {
        hash: '#/account/sessions',
        shows: ['当前登录', 'This one'],
        write: { button: '退出', call: /\/sessions\/[\w-]+$/, done: () => phone.sees('没有其他设备登录。') },
      };
    }),

  leave: () =>
    signedIn(async ({ user }) => ({
      hash: '#/account/leave',
      shows: ['注销后无法登录', 'Delete the account'],
      kept: { place: 'realname.identity.token', value: user.token, gone: '' },
    })),
};
