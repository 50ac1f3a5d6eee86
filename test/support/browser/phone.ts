import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Locator, type Page, type Response } from 'playwright-core';
import { findChromium } from '../people/browser.js';

/** Chromium with the test pictures of its camera; undefined where there is none. */
export const launchBrowser = async (): Promise<Browser | undefined> => {
  const found = await findChromium();
  const media = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  return (
    found &&
    chromium.launch({ executablePath: found.path, args: ['--lang=zh-CN', '--no-sandbox', '--disable-gpu', ...media] })
  );
};

/** Finds hangs alone: a loaded machine passes. */
const hangMs = 60_000;

export interface PhoneOptions {
  /** In pixels; 360 unless said otherwise. */
  readonly width?: number;
  /** What the device prefers. */
  readonly colorScheme?: 'light' | 'dark';
}

/** One device of one person: its page, and what that page has let out. */
export class Phone {
  private readonly said: string[] = [];
  private readonly addresses: string[] = [];
  readonly writes: { readonly call: string; readonly status: number }[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.watch(page);
  }

  static async of(browser: Browser, url: string, options: PhoneOptions = {}): Promise<Phone> {
    const { width = 360, colorScheme = 'light' } = options;
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width, height: 740 },
      locale: 'zh-CN',
      permissions: ['camera', 'microphone'],
      reducedMotion: 'reduce',
      colorScheme,
    });
    context.setDefaultTimeout(hangMs);
    return new Phone(context, await context.newPage());
  }

  /** Another tab of the same browser. */
  async tab(): Promise<Phone> {
    return new Phone(this.context, await this.context.newPage());
  }

  private watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.said.push(message.text());
    });
    page.on('pageerror', (error) => this.said.push(String(error)));
    page.on('request', (request) => this.addresses.push(request.url()));
    page.on('response', (response) => this.noteWrite(response));
  }

  private noteWrite(response: Response): void {
    const method = response.request().method();
    if (method !== 'GET')
      this.writes.push({ call: `${method} ${new URL(response.url()).pathname}`, status: response.status() });
  }

  /** How often a write was answered with success, by the end of its path. */
  succeeded(pathEnd: string): number {
    return this.writes.filter(({ call, status }) => status < 300 && call.endsWith(pathEnd)).length;
  }

  /** The answers to the next so many writes to an address are lost, though the service has done what was asked. */
  async losesAnswers(address: RegExp, times: number): Promise<void> {
    await this.page.route(
      address,
      async (route) => {
        if (route.request().method() === 'GET') return route.fallback();
        await route.fetch();
        await route.abort();
      },
      { times },
    );
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** The service's origin, where a tab keeps things, without a screen. */
  async atOrigin(): Promise<void> {
    await this.goto('/v1/futures/companies/0038');
  }

  /** A screen of a page, by one load of the page: an address that differs behind `#` alone would not load it. */
  async open(page: string, hash: string): Promise<void> {
    await this.goto('about:blank');
    await this.goto(`${page}${hash}`);
  }

  /** A screen of the page that is open. */
  async turnTo(hash: string): Promise<void> {
    await this.page.evaluate((to) => {
      location.hash = to;
    }, hash);
    await this.isAt(hash);
  }

  /** Puts a value where the tab keeps it. */
  async keep(place: string | undefined, value: string | undefined): Promise<void> {
    if (place === undefined || value === undefined) return;
    await this.page.evaluate(([name, content]) => sessionStorage.setItem(name!, content!), [place, value]);
  }

  /** Settings of 「显示」, for the next load. */
  async prefer(settings: Readonly<Record<string, string>>): Promise<void> {
    await this.page.evaluate((chosen) => {
      for (const [name, value] of Object.entries(chosen)) localStorage.setItem(`realname.${name}`, value);
    }, settings);
  }

  /** Names of buttons that are Chinese; the titles of documents are. */
  async chineseButtons(): Promise<readonly string[]> {
    const names = await this.page.getByRole('button').filter({ visible: true }).allInnerTexts();
    return names.filter((name) => /\p{Script=Han}/u.test(name) && !/《|^中文$/.test(name));
  }

  /** Waits until a text is to be seen. */
  async sees(text: string | RegExp): Promise<void> {
    await this.shownBy(this.page.getByText(text), `${text}`);
  }

  /** Waits until a text is to be seen, and gives the whole of it. */
  async reads(text: RegExp): Promise<string> {
    return (await this.shownBy(this.page.getByText(text), `${text}`)).innerText();
  }

  /** Waits until something is refused. */
  async isRefused(): Promise<void> {
    await this.shownBy(this.page.locator('.refusal'), 'a refusal');
  }

  /** What does not come is told with what is shown in its place. */
  private async shownBy(place: Locator, what: string): Promise<Locator> {
    const first = place.filter({ visible: true }).first();
    await first.waitFor().catch(async (error) => {
      throw new Error(`${what} is not to be seen on ${this.page.url()}:\n${await this.shown()}`, { cause: error });
    });
    return first;
  }

  /** What is to be read on the page, with its writes. */
  private async shown(): Promise<string> {
    const text = await this.page.locator('body').innerText();
    return [text, ...this.writes.map(({ call, status }) => `${call} ${status}`), ...this.said].join('\n');
  }

  async fill(name: string, value: string): Promise<void> {
    await this.page.locator(`[name="${name}"]`).fill(value);
  }

  async press(name: string | RegExp, exact = true): Promise<void> {
    await this.page.getByRole('button', { name, exact }).filter({ visible: true }).first().click();
  }

  async doublePress(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().dblclick();
  }

  async tick(name: string | RegExp): Promise<void> {
    await this.page.getByRole('checkbox', { name }).filter({ visible: true }).first().click();
  }

  /** Waits for the screen that the link leads to: until its files are there, fields of the one before have the same names. */
  async follow(name: string | RegExp): Promise<void> {
    const link = this.page.getByRole('link', { name });
    const screen = await link.evaluate((shown: HTMLAnchorElement) => shown.hash);
    await link.click();
    await this.isAt(screen);
  }

  /** The screen that is shown, by the end of its address. */
  async isAt(screen: string): Promise<void> {
    await this.page.waitForURL((address) => address.hash.endsWith(screen));
  }

  /** Serious findings of axe, by rule, with the elements. */
  async axe(): Promise<readonly string[]> {
    const { violations } = await new AxeBuilder({ page: this.page }).setLegacyMode().analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }

  /** Whether something is wider than the screen. */
  async overflows(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  }

  /** Errors and warnings of the page, but for refusals, which browsers log with their status. */
  complaints(): readonly string[] {
    return this.said.filter((text) => !/Failed to load resource/.test(text));
  }

  /** Which of these secrets stand in an address, in the console or in what the browser keeps. */
  async leaked(secrets: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const kept = await this.page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const records = await Promise.all(
        databases.map(
          ({ name }) =>
            new Promise<string>((resolve) => {
              const opening = indexedDB.open(name!);
              opening.onsuccess = () => {
                const names = [...opening.result.objectStoreNames];
                if (names.length === 0) return resolve('');
                const request = opening.result.transaction(names).objectStore(names[0]!).getAll();
                request.onsuccess = () => resolve(JSON.stringify(request.result));
              };
            }),
        ),
      );
      return [
        JSON.stringify({ ...localStorage }),
        JSON.stringify({ ...sessionStorage }),
        document.cookie,
        ...records,
      ].join('\n');
    });
    const everything = [...this.said, ...this.addresses, this.page.url(), kept].join('\n');
    return Object.entries(secrets).flatMap(([name, value]) => (everything.includes(value) ? [name] : []));
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
