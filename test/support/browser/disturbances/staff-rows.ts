import { picture } from '../../../../demo/main-job.js';
import { Company, type Customer, send } from '../../people/journey.js';
import { submitted } from '../../people/requests.js';
import { company, nextPerson, service } from '../../servers/own-service.js';
import { csvOf } from '../customers-csv.js';
import type { Phone } from '../phone.js';
import { openPhone } from '../screen-tests.js';
import type { Arrival, ScreenRows } from './screen-row.js';

type Own = Partial<Arrival> & Pick<Arrival, 'hash' | 'shows'>;

/** Somebody at a desk, with the token that the issuer would have given. */
const at = (page: string, role: string) => (of: (phone: Phone) => Promise<Own>) => async (): Promise<Arrival> => {
  const token = (await send(`${service.url}/sandbox/staff-tokens?person=3`, 'GET')).body[role];
  const phone = await openPhone({ width: 1200 });
  const kept = { place: 'realname.staff.token', value: token, gone: 'gone' };
  return { phone, page, before: '#/', kept, withoutKept: '登录', ...(await of(phone)) };
};
const [asAgent, asReviewer] = [at('/desk', 'agent'), at('/desk', 'reviewer')];
const [asOperator, asAuditor] = [at('/desk/operator', 'operator'), at('/audit', 'auditor')];

/** Somebody who waits in the queue of a branch. */
const waiting = async (): Promise<Customer> => {
  const customer = await company.customer(nextPerson());
  await (await customer.signIn()).call('POST', '/video-verifications', { body: {} });
  return customer;
};

/** A request that waits for a reviewer. */
const toReview = async (): Promise<string> => {
  const other = await Company.of(service, '0039');
  const me = await (await other.customer(nextPerson())).signIn();
  return submitted(me, { kind: 'contactPhone', phone: '0755-1234533' });
};

/** A screen for each route of `web/src/desk/router.ts`. */
export const deskRows: ScreenRows = {
  calls: asAgent(async (phone) => {
    const customer = await waiting();
    return {
      hash: '#/',
      before: '#/reviews',
      shows: ['接听下一位', 'Take the next one'],
      write: {
        button: '接听下一位',
        call: /\/video-verifications\/next$/,
        fact: 'VideoCallStarted',
        done: () => phone.sees(customer.person.name),
      },
    };
  }),

  reviews: asReviewer(async () => ({ hash: '#/reviews', shows: ['待审核', 'To be decided'] })),

  review: asReviewer(async (phone) => ({
    hash: `#/reviews/${await toReview()}`,
    before: '#/reviews',
    shows: ['驳回原因', 'Reason'],
    write: {
      fill: () => phone.fill('reason', '照片不清晰'),
      stays: { reason: '照片不清晰' },
      button: '驳回',
      call: /\/rejection$/,
      fact: 'ProfileChangeRequestRejected',
      done: () => phone.sees('已处理：rejected 照片不清晰'),
    },
  })),
};

/** A screen for each route of `web/src/operator/router.ts`. */
export const operatorRows: ScreenRows = {
  import: asOperator(async (phone) => ({
    hash: '#/',
    before: '#/users',
    shows: ['从 CSV 文件导入', 'From a CSV file'],
    write: {
      async fill() {
        const buffer = csvOf([company.stranger(nextPerson())]);
        const file = { name: 'customers.csv', mimeType: 'text/csv', buffer };
        await phone.page.locator('input[type=file]').setInputFiles(file);
      },
      button: async () => phone.page.getByRole('button', { name: '导入' }).first().dblclick(),
      call: /\/staff\/customers\/0038\/\w+$/,
      fact: 'CustomerImported',
      done: () => phone.sees('成功 1 行，失败 0 行'),
    },
  })),

  photos: asOperator(async (phone) => {
    const customer = await company.customer(nextPerson(), { photos: false });
    return {
      hash: '#/photos',
      shows: ['留存照片', 'Photos on file'],
      write: {
        async fill() {
          await phone.fill('customerNumber', customer.number);
          const file = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await picture(7200)) };
          await phone.page.locator('input[type=file]').setInputFiles(file);
        },
        stays: { customerNumber: customer.number },
        button: '上传',
        call: /\/photos\/idFront$/,
        fact: 'PhotoFiled',
        done: () => phone.sees('已保存。'),
      },
    };
  }),

  changes: asOperator(async (phone) => ({
    hash: '#/changes',
    shows: ['已生效的变更', 'Applied changes'],
    write: {
      fill: () => phone.fill('after', '0'),
      stays: { after: '0' },
      button: '读取',
      call: /\/account-changes$/,
      reads: true,
      done: () => phone.page.locator('[role="status"], tbody tr').filter({ visible: true }).first().waitFor(),
    },
  })),

  users: asOperator(async (phone) => {
    const { idNumber } = company.stranger(nextPerson()).person;
    return {
      hash: '#/users',
      shows: ['导入未激活用户', 'Import a user'],
      write: {
        async fill() {
          await phone.fill('name', '欧阳测试');
          await phone.fill('idNumber', idNumber);
        },
        stays: { name: '欧阳测试', idNumber },
        button: '导入',
        call: /\/staff\/identity-users$/,
        fact: 'IdentityUserImported',
        done: () => phone.sees(/^已导入：/),
      },
    };
  }),

  erasures: asOperator(async (phone) => {
    const { idNumber } = (await company.customer(nextPerson())).person;
    return {
      hash: '#/erasures',
      shows: ['个人信息删除', 'Erasure'],
      write: {
        async fill() {
          await phone.fill('idNumber', idNumber);
          await phone.fill('reason', '客户书面申请');
          await phone.tick('确认删除，不可恢复');
        },
        stays: { idNumber, reason: '客户书面申请' },
        button: '删除',
        call: /\/staff\/erasures$/,
        fact: 'ErasureRequested',
        done: () => phone.sees(/已停止处理，保留至/),
      },
    };
  }),
};

const reason = '投诉核查编号二零二六零一一';

/** A screen for each route of `web/src/audit/router.ts`. */
export const auditRows: ScreenRows = {
  search: asAuditor(async (phone) => {
    const { idNumber } = (await company.customer(nextPerson())).person;
    return {
      hash: '#/',
      before: '#/evidence',
      shows: ['按身份证号查询', 'By ID card number'],
      write: {
        async fill() {
          await phone.fill('auditReason', reason);
          await phone.fill('idNumber', idNumber);
        },
        stays: { idNumber },
        button: '查询',
        call: /\/stream-searches$/,
        fact: 'StreamsSearched',
        done: () => phone.page.getByRole('link', { name: /^CustomerAccount-/ }).waitFor(),
      },
    };
  }),

  stream: asAuditor(async (phone) => {
    const { idNumber } = (await company.customer(nextPerson())).person;
    const headers = { 'x-audit-reason': encodeURIComponent(reason) };
    const search = { body: { idNumber, category: 'CustomerAccount' }, headers };
    const { items } = (await company.as('auditor', 'POST', '/../audit/stream-searches', search)).body;
    return {
      hash: `#/streams/${items[0].stream}`,
      shows: ['个人信息已遮蔽', 'Personal data masked'],
      write: {
        fill: () => phone.fill('auditReason', reason),
        stays: { auditReason: reason },
        button: '显示明文',
        call: /\/audit\/streams\/[\w-]+$/,
        reads: true,
        fact: 'PersonalDataRevealed',
        done: () => phone.sees('本次查阅已被记录'),
      },
    };
  }),

  evidence: asAuditor(async (phone) => {
    const me = await (await company.customer(nextPerson())).signIn();
    const id = await submitted(me, { kind: 'contactPhone', phone: '0755-1234533' });
    return {
      hash: '#/evidence',
      shows: ['证据包', 'Evidence'],
      write: {
        async fill() {
          await phone.fill('auditReason', reason);
          await phone.fill('changeRequestId', id);
        },
        stays: { changeRequestId: id },
        button: '下载',
        call: /\/evidence$/,
        reads: true,
        fact: 'EvidenceExported',
        done: () => phone.sees(/^已下载。/),
      },
    };
  }),

  verification: asAuditor(async () => ({ hash: '#/verification', shows: ['核验证据包', 'Verify an archive'] })),

  log: asAuditor(async () => ({ hash: '#/log', shows: ['透明日志的检查点', 'Checkpoint of the transparency log'] })),
};
