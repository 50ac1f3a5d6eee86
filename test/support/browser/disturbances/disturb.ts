import { expect } from '@jest/globals';
import { eventsOf } from '../../people/audit.js';
import { isSound } from '../screen-tests.js';
import type { Arrival, Write } from './screen-row.js';

/** Dark, large and English at once: the screen can be used, and has words of its own in both languages. */
export const looksDifferent = async ({
  phone,
  page,
  hash,
  shows: [, english],
  kept,
  chinese = [],
}: Arrival): Promise<void> => {
  await phone.atOrigin();
  await phone.keep(kept?.place, kept?.value);
  await phone.prefer({ theme: 'dark', 'large-type': 'on', language: 'en' });
  await phone.open(page, hash);
  await phone.sees(english);
  await isSound(phone);
  expect(await phone.chineseButtons()).toEqual(chinese);
  await phone.prefer({ theme: 'auto', 'large-type': 'off', language: 'zh-CN' });
};

/** Reload, back and forward show the screen again. */
export const isFoundAgain = async ({ phone, page, hash, before, shows: [text] }: Arrival): Promise<void> => {
  await phone.open(page, before);
  await phone.page.waitForLoadState('networkidle');
  await phone.turnTo(hash);
  await phone.sees(text);
  await phone.page.reload();
  await phone.sees(text);
  await phone.page.goBack();
  await phone.isAt(before);
  await phone.page.goForward();
  await phone.sees(text);
};

/** What could not be read without a connection is read once there is one. */
export const isReadOnceConnected = async ({ phone, hash, before, shows: [text] }: Arrival): Promise<void> => {
  await phone.turnTo(before);
  await phone.context.setOffline(true);
  await phone.sees('网络已断开');
  await phone.turnTo(hash);
  await phone.context.setOffline(false);
  await phone.sees(text);
};

/** A tab of its own, and one whose session or ticket is gone, are led to where it begins. */
export const belongsToItsTab = async (arrival: Arrival): Promise<void> => {
  const { phone, page, hash, kept, withoutKept, shows } = arrival;
  const other = await phone.tab();
  await other.open(page, hash);
  await other.sees(withoutKept ?? shows[0]);
  if (!kept || !withoutKept) return;
  await phone.keep(kept.place, kept.gone);
  await phone.page.reload();
  await phone.sees(withoutKept);
  await phone.keep(kept.place, kept.value);
  await phone.open(page, hash);
  await phone.sees(shows[0]);
};

/** Without a connection nothing typed is lost; with one again, an answer that is lost and a double click do it once. */
export const isDoneOnce = async ({ phone }: Arrival, write: Write): Promise<void> => {
  const before = write.fact ? (await eventsOf(write.fact)).length : undefined;
  await write.fill?.();
  const { button } = write;
  const press = () => (typeof button === 'function' ? button(phone) : phone.doublePress(button));
  await phone.context.setOffline(true);
  await phone.sees('网络已断开');
  const failed = phone.page.waitForEvent('requestfailed', (request) =>
    write.call.test(new URL(request.url()).pathname),
  );
  await press();
  await failed;
  for (const [name, value] of Object.entries(write.stays ?? {}))
    expect(await phone.page.locator(`[name="${name}"]`).inputValue()).toBe(value);
  if (!write.reads) await phone.losesAnswers(write.call, 1);
  await phone.context.setOffline(false);
  if (write.reads) await press();
  await write.done();
  if (before !== undefined) expect((await eventsOf(write.fact!)).length).toBe(before + 1);
};
