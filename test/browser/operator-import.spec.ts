import { expect, it } from '@jest/globals';
import { csvOf } from '../support/browser/customers-csv.js';
import type { Phone } from '../support/browser/phone.js';
import { describeScreens, isSound, openDesk } from '../support/browser/screen-tests.js';
import { company, nextPerson } from '../support/servers/own-service.js';

describeScreens('an import whose operator’s session ends', () => {
  const customers = () => [2, 3, 4, 5, 6].map(() => company.stranger(nextPerson()));
  const marks = (screen: Phone) =>
    screen.page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.children[1]!.textContent!.trim()));
  /** Puts of customers, by number, each with its answers. */
  const puts = (screen: Phone): Readonly<Record<string, readonly number[]>> =>
    Object.fromEntries(
      [
        ...Map.groupBy(
          screen.writes.filter(({ call }) => /^PUT .*\/customers\//.test(call)),
          ({ call }) => call.split('/').at(-1)!,
        ),
      ].map(([number, all]) => [number, all.map(({ status }) => status)]),
    );

  /** Begins an import of five; the session ends before the fourth row is sent. The second row is refused. */
  const interrupted = async () => {
    const { screen } = await openDesk('/desk/operator', 'operator-1');
    const five = customers();
    const buffer = csvOf(five, { [five[1]!.number]: { end: '2019-03-18', mobile: '123' } });
    await screen.page.locator('input[type=file]').setInputFiles({ name: 'five.csv', mimeType: 'text/csv', buffer });
    await screen.page.route(
      `**/customers/*/${five[3]!.number}`,
      async (route) => {
        await company.clock(13 * 3_600);
        await route.continue();
      },
      { times: 1 },
    );
    await screen.press('导入');
    await screen.sees('登录已过期。未完成的工作仍在本页');
    return { screen, five };
  };

  const signInBeside = async (screen: Phone, person: string) => {
    const [beside] = await Promise.all([screen.page.waitForEvent('popup'), screen.press('登录')]);
    await Promise.all([beside.waitForEvent('close'), beside.locator(`button[value="${person}"]`).click()]);
    await screen.sees('退出');
  };

  it('F22, P4 keeps table and marks in memory alone, and goes on with the rows that are not done', async () => {
    const { screen, five } = await interrupted();
    expect(await screen.page.content()).not.toContain(five[0]!.person.idNumber);
    await isSound(screen);
    await signInBeside(screen, 'operator-1');
    await screen.sees('导入已暂停');
    await screen.sees('成功 2 行，失败 1 行');
    const [first, second, third, ...others] = await marks(screen);
    expect([first, third, others]).toEqual(['已导入', '已导入', ['', '']]);
    expect(second).toContain('手机号');
    await screen.press('导入');
    await screen.sees('成功 4 行，失败 1 行');
    expect(puts(screen)).toEqual({
      [five[0]!.number]: [201],
      // The second press begins with the key of the first one's first row, which is another write.
      [five[1]!.number]: [400, 422, 400],
      [five[2]!.number]: [201],
      [five[3]!.number]: [401, 201],
      [five[4]!.number]: [201],
    });
    const secrets = five.map(({ person }, i) => [`row ${i + 2}`, person.idNumber]);
    expect(await screen.leaked(Object.fromEntries(secrets))).toEqual([]);
    expect(screen.complaints()).toEqual([]);
  });

  it.each(['another operator', 'nobody, after signing out'])('P4 shows nothing of it to %s', async (who) => {
    const { screen, five } = await interrupted();
    await signInBeside(screen, who === 'another operator' ? 'operator-2' : 'operator-1');
    if (who !== 'another operator') {
      await screen.sees('导入已暂停');
      await screen.press('退出');
      await screen.press('登录');
      await screen.page.locator('button[value="operator-1"]').click();
    }
    await screen.sees('从 CSV 文件导入');
    expect(await screen.page.locator('tbody tr').count()).toBe(0);
    expect(await screen.page.content()).not.toContain(five[0]!.person.idNumber);
  });
});
