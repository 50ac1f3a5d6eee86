import { picture } from '../../../../demo/main-job.js';
import { company, nextPerson } from '../../servers/own-service.js';
import { csvOf } from '../customers-csv.js';
import type { ScreenRows } from './screen-row.js';
import { staffAt } from './staff-row.js';

const asOperator = staffAt('/desk/operator', 'operator');

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
      button: '读取',
      call: /\/account-changes$/,
      reads: true,
      done: () => phone.sees('没有更多变更。'),
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
