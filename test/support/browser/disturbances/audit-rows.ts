import { submitted } from '../../people/requests.js';
import { company, nextPerson } from '../../servers/own-service.js';
import type { ScreenRows } from './screen-row.js';
import { staffAt } from './staff-row.js';

const asAuditor = staffAt('/audit', 'auditor');
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
      shows: ['0 · CustomerImported', '0 · CustomerImported'],
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
