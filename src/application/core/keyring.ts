import {
  type BinaryToTextEncoding,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/**
 * What a derived key is for. `lookup` names claims and look-ups in the log and can therefore never rotate; the others
 * serve things that live shortly, or wrap keys.
 */
export type KeyPurpose =
  | 'lookup'
  | 'sms-number'
  | 'wrap'
  | 'short-lived'
  | 'idempotency'
  | 'token'
  | 'decoy'
  | 'credentials'
  | 'address'
  | 'certificate-authority'
  | 'transparency-log'
  | 'event'
  | 'staff';

/** Name of the wrapping key that derives from the master key. */
export const masterWrapper = 'master';

/** Keys derived from the master key (HKDF-SHA256), one per purpose. HMAC-SHA256 and AES-256-GCM with them. */
export class Keyring {
  private readonly derived = new Map<KeyPurpose, Buffer>();
  /** Keys that may wrap data keys, by their names: the master key's own, `master`, and others. */
  readonly wrappers: ReadonlyMap<string, Keyring>;

  /**
   * @param master 32 bytes
   * @param others of 32 bytes each, that may wrap data keys in the place of the master key's own
   */
  constructor(
    private readonly master: Uint8Array,
    others: readonly Uint8Array[] = [],
  ) {
    if (master.length !== 32) throw new Error('the master key must have 32 bytes');
    const named = others.map((bytes) => new Keyring(bytes)).map((each) => [each.name, each] as const);
    this.wrappers = new Map([[masterWrapper, this], ...named]);
  }

  /** Tells the key from others, and says nothing of it. */
  get name(): string {
    return this.hmac('wrap', 'name').slice(0, 16);
  }

  key(purpose: KeyPurpose): Buffer {
    let key = this.derived.get(purpose);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.master, '', `realname/${purpose}`, 32));
      this.derived.set(purpose, key);
    }
    return key;
  }

  /** 64 hex digits over the parts; a part's length is part of the input, so no two lists of parts collide. */
  hmac(purpose: KeyPurpose, ...parts: readonly string[]): string {
    return this.hmacOf(purpose, parts, 'hex');
  }

  /** The same in base64. */
  hmacBase64(purpose: KeyPurpose, ...parts: readonly string[]): string {
    return this.hmacOf(purpose, parts, 'base64');
  }

  /** Nonce (12 bytes), ciphertext, tag (16 bytes). `context` must be the same when opened. */
  seal(purpose: KeyPurpose, plain: Uint8Array, context: string): Buffer {
    return sealWith(this.key(purpose), plain, context);
  }

  /** @throws Error when the bytes, the key or the context are not those of the sealing */
  open(purpose: KeyPurpose, sealed: Uint8Array, context: string): Buffer {
    return openWith(this.key(purpose), sealed, context);
  }

  /** One update costs half of what one for each part does. */
  private hmacOf(purpose: KeyPurpose, parts: readonly string[], encoding: BinaryToTextEncoding): string {
    const text = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
    return createHmac('sha256', secretOf(this.key(purpose)))
      .update(text)
      .digest(encoding);
  }

  static equal(a: string, b: string): boolean {
    const left = Buffer.from(a);
    const right = Buffer.from(b);
    return left.length === right.length && timingSafeEqual(left, right);
  }
}

const secrets = new WeakMap<Uint8Array, KeyObject>();

/** The key as a KeyObject: made once, since a cipher takes it several times faster than bytes. */
const secretOf = (bytes: Uint8Array): KeyObject => {
  const secret = secrets.get(bytes) ?? createSecretKey(bytes);
  secrets.set(bytes, secret);
  return secret;
};

export const sealWith = (key: Uint8Array, plain: Uint8Array, context: string): Buffer => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secretOf(key), nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

export const openWith = (key: Uint8Array, sealed: Uint8Array, context: string): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', secretOf(key), sealed.subarray(0, 12))
    .setAAD(Buffer.from(context))
    .setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
};
