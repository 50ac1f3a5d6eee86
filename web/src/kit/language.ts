import type { Language } from '@realname/client';

const place = 'realname.language';

/** Of this page. Chinese whatever the browser prefers (docs/journeys.md, "On every screen"). */
export const language: Language = localStorage.getItem(place) === 'en' ? 'en' : 'zh-CN';

/** The page begins anew in it, what is worded by the service too. */
export const chooseLanguage = (chosen: Language): void => {
  localStorage.setItem(place, chosen);
  location.reload();
};

/** What a screen says, in both languages. */
export type Texts = Readonly<Record<string, readonly [chinese: string, english: string]>>;

/** A screen's own texts in the page's language. */
export const textsOf = <T extends Texts>(rows: T): { readonly [K in keyof T]: string } =>
  Object.fromEntries(
    Object.entries(rows).map(([name, [chinese, english]]) => [name, language === 'en' ? english : chinese]),
  ) as {
    [K in keyof T]: string;
  };

/** Fills the places of a text, such as `{seconds}`. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));

/** An instant as people in China read it: hours are Shanghai's, whatever the device's zone (docs/api.md, section 1). */
export const shownInstant = (instant: string): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );
