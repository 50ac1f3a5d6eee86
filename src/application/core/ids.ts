import { createHash, randomUUID } from 'node:crypto';

export const newId = (): string => randomUUID();

/** UUIDv5 (RFC 9562 §5.5) of a name below a UUID: the same command always makes the same ids. */
export const derivedId = (namespace: string, ...name: readonly string[]): string => {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name.join('\n'));
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidOf(bytes.toString('hex'));
};

/** A UUID from 32 hexadecimal digits. */
export const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** `CustomerAccount-<uuid>` → `<uuid>` */
export const ownerId = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
