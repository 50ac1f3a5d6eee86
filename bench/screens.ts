import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { findChromium } from '../test/support/people/browser.js';
import { quantilesOf } from './measure.js';
import { hardware } from './table.js';

interface Load {
  /** Milliseconds from the start of the navigation. */
  readonly first: number;
  readonly largest: number;
  /** As they came over the wire, with headers, until the first screen was there. */
  readonly bytes: number;
  readonly requests: number;
}

/** Each with what its first screen is there by. */
const screens = [
  { path: '/app/futures', button: '进入', width: 360 },
  { path: '/app/identity', button: '登录', width: 360 },
  { path: '/desk', button: '登录', width: 1280 },
] as const;
type Screen = (typeof screens)[number];

/** Lighthouse's phone: a fourth of this processor, 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up. */
const throttle = async (session: CDPSession): Promise<void> => {
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  });
};

/** How soon the first screens are there in a browser that has nothing in its cache. @throws Error where there is no browser or no screens */
export const screensTable = async (url: string, loads: number): Promise<string> => {
  const found = await findChromium();
  if (!found) throw new Error('no Chromium on the path');
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const rows: string[] = [];
    for (const screen of screens) rows.push(await rowOf(browser, url, screen, loads));
    return [
      `${hardware()} ${found.version}. Each figure is the median / p90 of ${loads} loads.`,
      '',
      '| page | first paint ms, phone | unthrottled | ratio | largest paint ms, phone | unthrottled | ratio | kB over the wire, requests |',
      '|---|---|---|---|---|---|---|---|',
      ...rows,
    ].join('\n');
  } finally {
    await browser.close();
  }
};

/** In turns, so that what disturbs the machine disturbs both. The first load of each is not counted. */
const rowOf = async (browser: Browser, url: string, screen: Screen, loads: number): Promise<string> => {
  const [phone, bare] = [[] as Load[], [] as Load[]];
  for (let round = 0; round <= loads; round++) {
    phone.push(await load(browser, url, screen, true));
    bare.push(await load(browser, url, screen, false));
  }
  const figures = (['first', 'largest'] as const).flatMap((name) => {
    const [slow, fast] = [phone, bare].map((each) => spread(each.slice(1).map((one) => one[name])));
    return [shown(slow!), shown(fast!), (slow!.median / fast!.median).toFixed(1)];
  });
  const { bytes, requests } = phone.at(-1)!;
  return `| ${[`\`${screen.path}\``, ...figures, `${(bytes / 1_000).toFixed(0)}, ${requests}`].join(' | ')} |`;
};

const load = async (browser: Browser, url: string, screen: Screen, asPhone: boolean): Promise<Load> => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: screen.width, height: 740 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let [bytes, requests] = [0, 0];
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests++;
    });
    await session.send('Network.enable');
    if (asPhone) await throttle(session);
    await page.goto(url + screen.path);
    await page.getByRole('button', { name: screen.button, exact: true }).waitFor();
    return { ...(await paints(page)), bytes, requests };
  } finally {
    await context.close();
  }
};

/** After the frame that has the screen in it. */
const paints = (page: Page): Promise<{ first: number; largest: number }> =>
  page.evaluate(async () => {
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    const entries = (type: string) =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1)!.startTime));
        observer.observe({ type, buffered: true });
      });
    const [first] = performance.getEntriesByName('first-contentful-paint');
    return { first: first!.startTime, largest: await entries('largest-contentful-paint') };
  });

const spread = (values: readonly number[]): { median: number; p90: number } => {
  const at = quantilesOf(values);
  return { median: at(0.5), p90: at(0.9) };
};

const shown = ({ median, p90 }: { median: number; p90: number }): string => `${median.toFixed(0)} / ${p90.toFixed(0)}`;
