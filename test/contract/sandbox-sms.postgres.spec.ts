import { expect, it } from '@jest/globals';
import { PostgresSandboxSms } from '../../src/adapters/sandbox/sandbox-sms.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { onEachPostgres, testKeyring } from '../support/servers/service-database.js';
import { smsGatewayContract } from './sms-gateway.contract.js';

const to = '+8613800138002';
const purposes = ['futuresLogin', 'contactPhone', 'registration', 'activation', 'mobileChange'] as const;

onEachPostgres((server, database) => {
  const open = (clock = new ManualClock('2026-11-22T08:00:00.000Z')) => ({
    clock,
    gateway: new PostgresSandboxSms(database.pool(), testKeyring, clock),
  });

  smsGatewayContract(`the sandbox on ${server}`, () => open().gateway, '+8613800130000');

  it('shows the messages of a number, newest first, also after the clock was set back and a restart', async () => {
    const { clock, gateway } = open();
    expect(await gateway.messages(to)).toEqual([]);
    expect(await gateway.sendCode(to, 'futuresLogin', '012345')).toBe('accepted');
    clock.set('2025-01-01T00:00:00.000Z');
    expect(await gateway.sendCode(to, 'contactPhone', '999999')).toBe('accepted');
    await gateway.sendCode('+8613900139001', 'registration', '111111');
    expect(await open().gateway.messages(to)).toEqual([
      { to, purpose: 'contactPhone', code: '999999', sentAt: '2025-01-01T00:00:00.000Z', text: expect.any(String) },
      { to, purpose: 'futuresLogin', code: '012345', sentAt: '2026-11-22T08:00:00.000Z', text: expect.any(String) },
    ]);
  });

  it('V4.1 says in Chinese what the code is for and that it lives for 5 minutes', async () => {
    const { gateway } = open();
    const number = '+8613700137001';
    for (const purpose of purposes) await gateway.sendCode(number, purpose, '012345');
    const texts = (await gateway.messages(number)).map((message) => message.text);
    for (const text of texts) expect(text).toMatch(/\p{Script=Han}.*012345.*5 分钟/u);
    expect(new Set(texts).size).toBe(purposes.length);
  });

  it('refuses a number that ends in 0000', async () => {
    const { gateway } = open();
    expect(await gateway.sendCode('+8613800130000', 'registration', '012345')).toBe('refused');
    await gateway.sendNotice('+8613800130000', 'passwordChanged');
    expect(await gateway.messages('+8613800130000')).toEqual([]);
    expect(await gateway.notices('+8613800130000')).toEqual([]);
  });

  it('P4 keeps notices apart from messages', async () => {
    const { gateway } = open();
    const number = '+8613600136001';
    await gateway.sendNotice(number, 'passwordChanged');
    await gateway.sendNotice(number, 'mobileChanged');
    expect(await gateway.messages(number)).toEqual([]);
    expect(await gateway.notices(number)).toEqual([
      { to: number, sentAt: '2026-11-22T08:00:00.000Z', text: expect.stringContaining('手机号已更换。') },
      { to: number, sentAt: '2026-11-22T08:00:00.000Z', text: expect.stringContaining('密码已修改。') },
    ]);
  });

  it('P1 stores neither number nor code in clear', async () => {
    const { gateway } = open();
    await gateway.sendCode('+8613500135001', 'activation', '271828');
    const { rows } = await database
      .pool()
      .query(`select t::text || encode(sealed, 'escape') as all from sandbox_sms t`);
    expect(JSON.stringify(rows)).not.toMatch(/13500135001|271828/);
  });
});
