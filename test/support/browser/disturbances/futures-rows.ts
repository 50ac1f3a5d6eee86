import { expect } from '@jest/globals';
import { certificatePassword, type SignedIn } from '../../people/journey.js';
import { signAll } from '../../people/requests.js';
import { company, nextPerson } from '../../servers/own-service.js';
import { FuturesApp } from '../futures-phone.js';
import { openPhone } from '../screen-tests.js';
import type { Arrival, ScreenRows } from './screen-row.js';

const page = '/app/futures';
const [services, profile] = ['#/0038', '#/0038/profile'];

interface Here {
  readonly app: FuturesApp;
  readonly me: SignedIn;
}

/** A signed-in customer's screen. */
const signedIn = async (of: (here: Here) => Promise<Partial<Arrival> & Pick<Arrival, 'hash' | 'shows'>>) => {
  const customer = await company.customer(nextPerson());
  const me = await customer.signIn();
  const phone = await openPhone();
  const arrival = await of({ app: new FuturesApp(phone, customer), me });
  await phone.atOrigin();
  await phone.page.evaluate((device) => localStorage.setItem('realname.device', device), me.deviceId);
  return {
    phone,
    page,
    before: profile,
    kept: { place: 'realname.futures.token', value: me.token, gone: 'gone' },
    withoutKept: '马上登录',
    ...arrival,
  } satisfies Arrival;
};

const requestScreen = (id: string, screen: string): string => `#/0038/requests/${id}/${screen}`;

/** A screen for each route of `web/src/futures/router.ts`. */
export const futuresRows: ScreenRows = {
  company: async () => {
    const phone = await openPhone();
    return {
      phone,
      page,
      hash: '#/',
      before: '#/0039',
      shows: ['期货公司编号', 'Company code'],
      write: {
        fill: () => phone.fill('companyCode', '0038'),
        stays: { companyCode: '0038' },
        button: '进入',
        call: /\/companies\/0038$/,
        reads: true,
        done: () => phone.isAt(services),
      },
    };
  },

  services: async () => {
    const phone = await openPhone();
    return {
      phone,
      page,
      hash: services,
      before: '#/',
      shows: ['我的基本资料', '我的基本资料'],
      chinese: ['我的基本资料'],
    };
  },

  'sign-in': async () => {
    const app = new FuturesApp(await openPhone(), await company.customer(nextPerson()));
    const { phone, customer } = app;
    return {
      phone,
      page,
      hash: '#/0038/sign-in',
      before: services,
      shows: ['马上登录', 'Sign in'],
      write: {
        fill: () => app.fillSignIn(),
        stays: { idNumber: customer.person.idNumber },
        button: '马上登录',
        call: /\/futures\/sessions$/,
        done: () => phone.isAt('/profile'),
      },
    };
  },

  profile: () =>
    signedIn(async ({ app: { phone }, me }) => ({
      hash: profile,
      before: services,
      shows: ['基本信息资料', 'Basic information'],
      write: {
        button: '编辑 联系电话（修改联系电话）',
        call: /\/change-requests$/,
        fact: 'ProfileChangeRequestOpened',
        async done() {
          await phone.isAt('/photos');
          expect((await me.call('GET', '/change-requests')).body.items).toHaveLength(1);
        },
      },
    })),

  sessions: () =>
    signedIn(async ({ app: { phone }, me }) => {
      await company.clock(60);
      await me.customer.signIn('device-elsewhere');
      return {
        hash: '#/0038/sessions',
        shows: ['当前登录', 'This one'],
        write: { button: '退出', call: /\/sessions\/[\w-]+$/, done: () => phone.sees('没有其他设备登录。') },
      };
    }),

  photos: () =>
    signedIn(async ({ app: { phone }, me }) => ({
      hash: requestScreen(await me.open(), 'photos'),
      shows: ['上传照片', 'Photos'],
      write: {
        async fill() {
          await phone.tick(/数字证书安全责任书/);
          await phone.press('同意');
        },
        button: '下一步',
        call: /\/photos\/\w+\/reuse$/,
        done: () => phone.isAt('/form'),
      },
    })),

  form: () =>
    signedIn(async ({ app: { phone }, me }) => {
      const id = await me.open();
      await me.device.photosAndLetter(id, 7100);
      return {
        hash: requestScreen(id, 'form'),
        shows: ['手机号需要获取验证码，座机号不需要获取验证码', 'Contact phone'],
        write: {
          fill: () => phone.fill('phone', '0755-12345678'),
          stays: { phone: '0755-12345678' },
          button: '下一步',
          call: /\/contact-phone$/,
          fact: 'ContactPhoneProposed',
          done: () => phone.isAt('/video'),
        },
      };
    }),

  video: () =>
    signedIn(async ({ app: { phone }, me }) => ({
      hash: requestScreen(await me.filled(), 'video'),
      shows: ['开始视频通话', 'Begin the call'],
      write: {
        button: '开始视频通话',
        call: /\/video-verifications$/,
        fact: 'VideoVerificationRequested',
        done: () => phone.sees('当前排队人数'),
      },
    })),

  certificate: () =>
    signedIn(async ({ app: { phone }, me }) => {
      const id = await me.filled();
      await me.passVideo();
      return {
        hash: requestScreen(id, 'certificate'),
        shows: ['申请并安装', 'Apply and install'],
        write: {
          async fill() {
            await phone.fill('certificatePassword', certificatePassword);
            await phone.fill('repetition', certificatePassword);
          },
          stays: { repetition: certificatePassword },
          button: '申请并安装',
          call: /\/futures\/certificates$/,
          fact: 'CertificateIssued',
          done: () => phone.sees(/数字证书安装成功/),
        },
      };
    }),

  agreements: () =>
    signedIn(async ({ app: { phone }, me }) => {
      const id = await me.filled();
      await me.certify();
      return {
        hash: requestScreen(id, 'agreements'),
        shows: ['《合同内容变更申请书》', 'Sign the agreements'],
        write: {
          async fill() {
            for (const title of ['《合同内容变更申请书》', '《个人数字责任证书》']) {
              await phone.press(title, false);
              await phone.page.frameLocator('iframe').getByRole('heading', { name: title }).waitFor();
              await phone.press('已阅读');
            }
          },
          button: () => phone.page.getByRole('checkbox', { name: /我已阅读并同意/ }).dblclick(),
          call: /\/agreements\/consent$/,
          fact: 'AgreementsConsented',
          done: () => phone.page.getByRole('checkbox', { name: /我已阅读并同意/, checked: true }).waitFor(),
        },
      };
    }),

  submission: () =>
    signedIn(async ({ app: { phone }, me }) => {
      const id = await me.filled();
      await signAll(me, id, await me.certify());
      return {
        hash: requestScreen(id, 'submission'),
        shows: ['协议已全部签署，请提交申请。', 'Submit'],
        write: {
          button: '提交',
          call: /\/submission$/,
          fact: 'ProfileChangeRequestSubmitted',
          done: () => phone.sees('修改资料成功'),
        },
      };
    }),
};
