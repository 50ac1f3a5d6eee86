import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { picture } from '../../demo/main-job.js';
import { keepPicture } from '../support/browser/figures.js';
import { FuturesApp } from '../support/browser/futures-phone.js';
import { describeScreens, isSound, openDesk, openPhone } from '../support/browser/screen-tests.js';
import { eventsOf } from '../support/people/audit.js';
import { applicant, IdentityApp } from '../support/people/identity-app.js';
import { Company } from '../support/people/journey.js';
import { reaches, submitted } from '../support/people/requests.js';
import { companiesWith, identityWith } from '../support/servers/companies.js';
import { company, nextPerson, service } from '../support/servers/own-service.js';

let folder: string;
/** What takes two operators does so in company 0039 and in the identity app. */
const fourEyes = async () => {
  folder = await mkdtemp(join(tmpdir(), 'realname-consoles-'));
  return {
    COMPANIES_DIR: await companiesWith(folder, { fourEyes: true }, ['0039']),
    IDENTITY_FILE: await identityWith(folder, { fourEyes: true }),
  };
};
const change = { kind: 'contactPhone', phone: '0755-1234533' } as const;

describeScreens(
  'the work of operators and reviewers on their screens',
  () => {
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('F22 an operator files a photo, reads applied changes in clear and goes on after the last one', async () => {
      const me = await (await company.customer(nextPerson())).signIn();
      await reaches(me, await submitted(me, change), 'applied');
      const { screen } = await openDesk('/desk/operator', 'operator-1');
      const { page } = screen;
      await screen.follow('客户照片');
      await screen.fill('customerNumber', 'C0');
      const buffer = Buffer.from(await picture(7300));
      await page.locator('input[type=file]').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
      await screen.press('上传');
      await screen.isRefused();
      const filed = (await eventsOf('PhotoFiled')).length;
      await screen.fill('customerNumber', me.customer.number);
      await screen.press('上传');
      await screen.sees('已保存。');
      expect(await eventsOf('PhotoFiled')).toHaveLength(filed + 1);

      await screen.follow('变更流水');
      await screen.fill('after', 'somewhere');
      await screen.press('读取');
      await screen.sees('分页游标无效。');
      await screen.fill('after', '');
      await screen.press('读取');
      await screen.sees(change.phone);
      expect(await eventsOf('AccountChangesRead')).toHaveLength(1);
      await isSound(screen);
      await keepPicture(screen, 'operator-changes');
      await screen.press('读取');
      await screen.sees('没有更多变更。');
    });

    it('P2 an erasure waits for another operator than the one who asked for it', async () => {
      const { person } = await (await Company.of(service, '0039')).customer(nextPerson());
      const first = (await openDesk('/desk/operator', 'operator-1')).screen;
      await first.follow('个人信息删除');
      await first.fill('idNumber', person.idNumber);
      await first.fill('reason', '客户书面申请');
      await first.tick('确认删除，不可恢复');
      await first.press('删除');
      const waiting = await first.reads(/^等待另一名运营人员复核，编号 /);
      const id = waiting.split(' ').at(-1)!;
      await keepPicture(first, 'operator-erasure');
      await first.fill('erasureId', id);
      await first.press('复核同意');
      await first.isRefused();

      const second = (await openDesk('/desk/operator', 'operator-2')).screen;
      await second.turnTo('#/erasures');
      await second.fill('erasureId', id);
      await second.press('复核同意');
      await second.sees(/^已停止处理，保留至/);
      expect(await eventsOf('ErasureRequested')).toHaveLength(1);
    });

    it('R14 a user is found by ID number and raised to level 4 by two operators', async () => {
      const person = applicant(780);
      await (await IdentityApp.of(service)).register(person);
      const first = (await openDesk('/desk/operator', 'operator-1')).screen;
      const second = (await openDesk('/desk/operator', 'operator-2')).screen;
      for (const each of [first, second]) await each.follow('实名用户');
      const find = async (screen: typeof first, idNumber: string) => {
        await screen.fill('search', idNumber);
        await screen.press('查找');
      };
      await find(first, applicant(781).idNumber);
      await first.page.getByRole('status').waitFor();
      await find(first, person.idNumber);
      await first.sees('状态：已激活；实名等级：3');
      await first.fill('reason', '柜台核验证件');
      await first.press('提升');
      await first.sees('等待另一名运营人员复核。');
      await first.press('复核同意');
      await first.page.getByText('等待另一名运营人员复核。').waitFor({ state: 'detached' });
      await find(second, person.idNumber);
      await second.press('复核同意');
      await second.sees('状态：已激活；实名等级：4');
      await isSound(second);
      await keepPicture(second, 'operator-users');
    });

    it('F22 a reviewer rejects with a reason and approves, and the customers see it', async () => {
      const other = await Company.of(service, '0039');
      const ready = async () => {
        const me = await (await other.customer(nextPerson())).signIn();
        return { me, id: await submitted(me, change) };
      };
      // One after the other: an agent takes whoever is first in the queue.
      const [rejected, approved] = [await ready(), await ready()];
      const { screen } = await openDesk('/desk', 'reviewer-1');
      const { page } = screen;
      await screen.isAt('/reviews');
      // A later release may warn of what this screen does not know.
      await page.route(`**/v1/staff/change-requests/${rejected.id}`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), warnings: ['phone.unheard-of'] } });
      });
      await screen.follow(new RegExp(`^${rejected.me.customer.person.name} `));
      await screen.sees('请留意：请核对申请内容（提示代码 phone.unheard-of）');
      await page.unrouteAll();
      await screen.sees('联系电话');
      await page.locator('mark', { hasText: change.phone }).waitFor();
      await page.locator('figure img').first().waitFor();
      expect(await page.getByRole('button', { name: '驳回' }).isDisabled()).toBe(true);
      await isSound(screen);
      await keepPicture(screen, 'desk-review');
      await screen.fill('reason', '照片不清晰');
      await screen.press('驳回');
      await screen.sees('已处理：未通过 照片不清晰');
      await screen.turnTo(`#/reviews/${approved.id}`);
      await screen.press('通过');
      await screen.sees('已处理：已生效');
      await screen.turnTo('#/reviews');
      await page.getByRole('radio', { name: '已驳回' }).click();
      await page.getByRole('link', { name: new RegExp(`^${rejected.me.customer.person.name} `) }).waitFor();

      for (const [{ me, id }, text] of [
        [rejected, '照片不清晰'],
        [approved, '修改资料成功'],
      ] as const) {
        const app = new FuturesApp(await openPhone(), me.customer);
        await app.resume(me, `requests/${id}/submission`);
        await app.phone.sees(text);
      }
      expect(screen.complaints()).toEqual([]);
    });
  },
  fourEyes,
);
