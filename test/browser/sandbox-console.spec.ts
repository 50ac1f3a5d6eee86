import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { keepPicture } from '../support/browser/figures.js';
import { launchBrowser, Phone } from '../support/browser/phone.js';
import { RunningService } from '../support/servers/running-service.js';

const browser = (await launchBrowser()) as Browser;

(browser ? describe : describe.skip)('the console of the sandbox', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start({ SANDBOX_SEED: 'on' });
  });
  afterAll(async () => {
    await browser?.close();
    await service?.dispose();
  });

  it('shows people, signs one of them in with one press, and what was sent and recorded meanwhile', async () => {
    const console = await Phone.of(browser, service.url, { width: 1240 });
    const { page } = console;
    await console.goto('/');
    await console.press('登录 王晓禾');
    const phone = page.frameLocator('iframe');
    await phone.getByText('王*').first().waitFor();
    await page
      .getByText(/您正在登录期货账户，验证码 \d{6}/)
      .first()
      .waitFor();
    await page.getByText('SignedIn', { exact: true }).first().waitFor();
    await keepPicture(console, 'sandbox-console');

    await console.press('登录 吴知行');
    await phone.getByText('吴*').first().waitFor();

    await console.press('快进 20 分钟（会话过期）');
    await console.press('打开', true);
    await phone.getByText('我的基本资料').click();
    await expect(
      page
        .locator('[data-captcha-answer]')
        .filter({ hasText: /^[0-9A-Z]{4}$/ })
        .waitFor(),
    ).resolves.toBeUndefined();
    expect(await console.axe()).toEqual([]);
    expect(console.complaints()).toEqual([]);
    await console.close();
  });
});
