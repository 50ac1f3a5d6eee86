import type { Phone } from '../phone.js';

/** Somebody who may open a screen, and has not opened it yet. */
export interface Arrival {
  readonly phone: Phone;
  /** The page, such as `/app/futures`. */
  readonly page: string;
  /** The screen's own address and that of a screen to come from, behind `#`. */
  readonly hash: string;
  readonly before: string;
  /** What the tab keeps in `sessionStorage` for the screen: the session, or a ticket. A value that is no good is `gone`. */
  readonly kept?: { readonly place: string; readonly value: string; readonly gone: string };
  /** What is to be seen on it, in Chinese and English. */
  readonly shows: readonly [chinese: string | RegExp, english: string | RegExp];
  /** What a tab sees that keeps nothing, or nothing that is any good. */
  readonly withoutKept?: string | RegExp;
  /** Buttons that the company words, in Chinese alone. */
  readonly chinese?: readonly string[];
  readonly write?: Write;
}

/** What the screen's button does. */
export interface Write {
  /** What is typed before. */
  fill?(): Promise<void>;
  /** Fields whose values stay while there is no connection. */
  readonly stays?: Readonly<Record<string, string>>;
  /** The button, or what else is pressed. */
  readonly button: string | RegExp | ((phone: Phone) => Promise<void>);
  /** The call that it makes, by its path. */
  readonly call: RegExp;
  /** It reads alone: a person presses again where the connection was lost. */
  readonly reads?: true;
  /** The fact that it is, of which there is one more afterwards. */
  readonly fact?: string;
  /** Where it ends. */
  done(): Promise<void>;
}

export type ScreenRows = Readonly<Record<string, () => Promise<Arrival>>>;
