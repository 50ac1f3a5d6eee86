import { epochMs, type Instant } from '../../domain/shared/instant.js';

const maxDepth = 32;
const integer = 0x02;
const boolean = 0x01;
const bitString = 0x03;
const enumerated = 0x0a;
const nullTag = 0x05;
const objectIdentifier = 0x06;
const [sequence, setOf] = [0x30, 0x31];

/** Whether `bytes` are exactly one DER value: definite and shortest lengths all the way down, sorted SETs, strings in one piece, nothing after it. */
export const isDer = (bytes: Uint8Array): boolean => endOfValue(bytes, 0, bytes.length, 0) === bytes.length;

/** Where the value that starts at `start` ends; -1 when it is not DER or leaves `limit`. */
const endOfValue = (bytes: Uint8Array, start: number, limit: number, depth: number): number => {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (depth > maxDepth || start + 2 > limit || tag === undefined || first === undefined || (tag & 0x1f) === 0x1f)
    return -1;
  if (!hasItsForm(tag)) return -1;
  let length = first;
  let content = start + 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 3 || content + octets > limit) return -1;
    length = bytes.subarray(content, content + octets).reduce((sum, octet) => sum * 256 + octet, 0);
    if (length < (octets === 1 ? 0x80 : 256 ** (octets - 1))) return -1;
    content += octets;
  }
  const end = content + length;
  if (end > limit) return -1;
  if (tag & 0x20) return childrenAreDer(bytes, content, end, tag, depth) ? end : -1;
  return primitiveIsDer(tag, bytes.subarray(content, end)) ? end : -1;
};

/** Of the universal types only SEQUENCE and SET are constructed: DER writes strings in one piece. */
const hasItsForm = (tag: number): boolean =>
  tag >= 0x40 ||
  tag === sequence ||
  tag === setOf ||
  (tag < 0x20 && tag !== (sequence & 0x1f) && tag !== (setOf & 0x1f));

const childrenAreDer = (bytes: Uint8Array, content: number, end: number, tag: number, depth: number): boolean => {
  let previous: Uint8Array | undefined;
  for (let at = content; at < end; ) {
    const next = endOfValue(bytes, at, end, depth + 1);
    if (next < 0) return false;
    const child = bytes.subarray(at, next);
    if (tag === setOf && previous && Buffer.compare(previous, child) > 0) return false;
    previous = child;
    at = next;
  }
  return true;
};

const primitiveIsDer = (tag: number, value: Uint8Array): boolean => {
  const [first = 0, second = 0] = value;
  if (tag === boolean) return value.length === 1 && (first === 0 || first === 0xff);
  if (tag === bitString)
    return first === 0 ? value.length > 0 : first < 8 && value.length > 1 && (value.at(-1)! & (2 ** first - 1)) === 0;
  if (tag === nullTag) return value.length === 0;
  if (tag === objectIdentifier) return isShortestIdentifier(value);
  if (tag !== integer && tag !== enumerated) return true;
  if (value.length === 0) return false;
  return value.length === 1 || !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
};

/** Each arc of an OBJECT IDENTIFIER begins without padding, and the last one ends. */
const isShortestIdentifier = (value: Uint8Array): boolean =>
  value.length > 0 &&
  value.at(-1)! < 0x80 &&
  value.every((octet, index) => octet !== 0x80 || (index > 0 && value[index - 1]! >= 0x80));

/** The instant without its fraction of a second, which no X.509 time carries (RFC 5280 §4.1.2.5). */
export const wholeSecond = (instant: Instant): Date => new Date(Math.floor(epochMs(instant) / 1000) * 1000);

/** An ArrayBuffer of its own, which is what pkijs takes. */
export const buffer = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Bytes of the one PEM block of this label, and undefined for anything else: text around it, two blocks, bad base64. */
export const pemToDer = (pem: string, label: string): Uint8Array | undefined => {
  const match = new RegExp(
    `^\\s*-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\r\\n]+)-----END ${label}-----\\s*$`,
  ).exec(pem);
  const base64 = match?.[1]?.replace(/[\r\n]/g, '');
  if (!base64) return undefined;
  const der = Buffer.from(base64, 'base64');
  return der.toString('base64') === base64 ? der : undefined;
};

/** The certificates of a text, PEM each, whatever else is in it. */
export const pemCertificates = (text: string): readonly string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
