import type { Bytes } from './encoding.js';

/** One DER value: `content` behind tag and length, and the values in it when it is constructed. */
export interface DerValue {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  readonly children: readonly DerValue[];
}

/** Reads exactly one value, strictly: definite and shortest lengths, nothing after it. @throws RangeError */
export const readDer = (bytes: Uint8Array): DerValue => {
  const value = readAt(bytes, 0);
  if (value.bytes.length !== bytes.length) throw new RangeError('bytes after the value');
  return value;
};

const readAt = (bytes: Uint8Array, start: number): DerValue => {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('no tag or length');
  const octets = first < 0x80 ? 0 : first & 0x7f;
  const header = 2 + octets;
  const length = octets === 0 ? first : longLength(bytes.subarray(start + 2, start + header), octets);
  const end = start + header + length;
  if (first === 0x80 || end > bytes.length) throw new RangeError('a length that leaves the value');
  const content = bytes.subarray(start + header, end);
  return { tag, bytes: bytes.subarray(start, end), content, children: tag & 0x20 ? readAll(content) : [] };
};

const longLength = (digits: Uint8Array, octets: number): number => {
  const length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
  if (octets > 3 || digits.length < octets || length < Math.max(0x80, 256 ** (octets - 1)))
    throw new RangeError('not the shortest length');
  return length;
};

const readAll = (content: Uint8Array): DerValue[] => {
  const values: DerValue[] = [];
  for (let at = 0; at < content.length; at += values.at(-1)!.bytes.length) values.push(readAt(content, at));
  return values;
};

export const writeDer = (tag: number, ...content: readonly Uint8Array[]): Bytes => {
  const body = content.flatMap((part) => [...part]);
  const length = body.length < 0x80 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  if (body.length >= 0x80 && body.length < 0x100) length.splice(0, 2, 0x81);
  return Uint8Array.from([tag, ...length, ...body]);
};

/** An INTEGER that is not negative, from big-endian bytes. */
export const writeUnsigned = (bytes: Uint8Array): Bytes => {
  const start = bytes.findIndex((byte) => byte !== 0);
  const shortest = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return shortest[0]! < 0x80 ? writeDer(0x02, shortest) : writeDer(0x02, Uint8Array.of(0), shortest);
};
