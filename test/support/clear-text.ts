/** A value that must not be found, in the forms in which it could lie somewhere. */
export interface Secret {
  readonly name: string;
  readonly value: string | Buffer;
  /** Short ones are only looked for as a word of their own, since random text may contain them. */
  readonly word?: boolean;
}

type Form = (value: string | Buffer) => readonly Buffer[];

const ofText =
  (write: (text: string) => Buffer): Form =>
  (value) =>
    typeof value === 'string' ? [write(value)] : [];

const forms: Readonly<Record<string, Form>> = {
  'raw or UTF-8': (value) => [Buffer.from(value)],
  'UTF-16LE': ofText((text) => Buffer.from(text, 'utf16le')),
  'UTF-16BE': ofText((text) => Buffer.from(text, 'utf16le').swap16()),
  'JSON escapes': ofText((text) => Buffer.from(text.replace(/[^\0-\x7f]/g, jsonEscape))),
  hexadecimal: (value) => {
    const hex = Buffer.from(value).toString('hex');
    return [Buffer.from(hex), Buffer.from(hex.toUpperCase())];
  },
  base64: (value) => [0, 1, 2].map((before) => insideBase64(Buffer.from(value), before)),
};

const jsonEscape = (each: string): string => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The part of a base64 text that only this value decides, with some bytes before it. */
const insideBase64 = (value: Buffer, before: number): Buffer => {
  const text = Buffer.concat([Buffer.alloc(before), value])
    .toString('base64')
    .replace(/=+$/, '');
  const begin = before === 0 ? 0 : before + 1;
  const whole = Math.floor(((before + value.length) * 8) / 6);
  return Buffer.from(text.slice(begin, whole));
};

/** Which secrets lie in these bytes, and in which form: `ID number as base64`. */
export const foundIn = (bytes: Buffer, secrets: readonly Secret[]): readonly string[] =>
  secrets.flatMap(({ name, value, word }) => {
    if (word) return hasWord(bytes, String(value)) ? [`${name} as a word`] : [];
    return Object.entries(forms).flatMap(([form, write]) =>
      write(value).some((needle) => bytes.includes(needle)) ? [`${name} as ${form}`] : [],
    );
  });

const isWordByte = (byte: number | undefined) =>
  byte !== undefined && /[0-9A-Za-z+/_=-]/.test(String.fromCharCode(byte));

const hasWord = (bytes: Buffer, value: string): boolean => {
  for (let at = bytes.indexOf(value); at >= 0; at = bytes.indexOf(value, at + 1))
    if (!isWordByte(bytes[at - 1]) && !isWordByte(bytes[at + value.length])) return true;
  return false;
};

/** The value in every form, one a line: what a search must find. */
export const everyFormOf = (value: string): Buffer =>
  Buffer.concat(Object.values(forms).flatMap((write) => write(value).flatMap((form) => [form, Buffer.from('\n')])));

export const formNames: readonly string[] = Object.keys(forms);
