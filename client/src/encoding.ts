import { webCrypto } from './web-crypto.js';

export type Bytes = Uint8Array<ArrayBuffer>;

export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
/** @throws DOMException for anything but base64 */
export const fromBase64 = (text: string): Bytes => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const sha256 = async (bytes: Uint8Array): Promise<Bytes> =>
  new Uint8Array(await webCrypto().digest('SHA-256', new Uint8Array(bytes)));
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

export const toPem = (label: string, der: Uint8Array): string => {
  const lines = toBase64(der).replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
};

/** Bytes of the first block. @throws TypeError when there is none */
export const fromPem = (label: string, pem: string): Bytes => {
  const base64 = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(pem)?.[1];
  if (!base64) throw new TypeError(`no PEM block ${label}`);
  return fromBase64(base64);
};
