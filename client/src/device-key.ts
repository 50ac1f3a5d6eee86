import { checkCertificatePassword } from './certificate-password.js';
import { readDer } from './der.js';
import { DeviceError } from './device-error.js';
import type { DeviceStorage } from './device-storage.js';
import { type Bytes, equalBytes, fromBase64, fromPem, toBase64 } from './encoding.js';
import { type ProtectedKey, protectKey, unprotectKey } from './protected-key.js';
import { webCrypto } from './web-crypto.js';

/** What the device keeps. Base64 values; `tries` are wrong passwords in a row, counted before each try. */
interface DeviceRecord {
  readonly version: 1;
  readonly publicKey: string;
  readonly privateKey: ProtectedKey;
  readonly tries: number;
  readonly certificate?: string;
}

const name = 'realname.device-key';
const maxTries = 5;
const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/**
 * The signing key of this device (F27): EC P-256, made here, protected by the certificate password (V8), never leaving.
 * Needs WebCrypto and Web Locks: a secure context of any browser since 2022, or Node 24.5.
 */
export class DeviceKey {
  private constructor(
    private readonly storage: DeviceStorage,
    /** SubjectPublicKeyInfo, DER. */
    readonly publicKey: Bytes,
  ) {}

  /**
   * Makes a new key, in place of one that was there (forgotten or locked: there is no reset, V8).
   * @throws DeviceError `certificate-password.shape` or `certificate-password.guessable`
   */
  static async create(storage: DeviceStorage, password: string): Promise<DeviceKey> {
    checkCertificatePassword(password);
    const pair = await webCrypto().generateKey(p256, true, ['sign', 'verify']);
    const publicKey = new Uint8Array(await webCrypto().exportKey('spki', pair.publicKey));
    const pkcs8 = new Uint8Array(await webCrypto().exportKey('pkcs8', pair.privateKey));
    const privateKey = await protectKey(pkcs8, password, publicKey);
    pkcs8.fill(0);
    const record: DeviceRecord = { version: 1, publicKey: toBase64(publicKey), privateKey, tries: 0 };
    await alone(() => storage.set(name, JSON.stringify(record)));
    return new DeviceKey(storage, publicKey);
  }

  /** The key that was made on this device before; undefined where there is none. The password is not asked for. */
  static async load(storage: DeviceStorage): Promise<DeviceKey | undefined> {
    const stored = await storage.get(name);
    return stored === undefined ? undefined : new DeviceKey(storage, fromBase64(parse(stored).publicKey));
  }

  /**
   * Keeps the certificate that was issued for this key.
   * @param certificate PEM
   * @throws DeviceError `certificate.other-key`, `device-key.replaced`
   */
  async install(certificate: string): Promise<void> {
    if (!equalBytes(subjectPublicKey(certificate), this.publicKey)) throw new DeviceError('certificate.other-key');
    await alone(async () => this.write({ ...(await this.read()), certificate }));
  }

  /**
   * PEM of the installed certificate; undefined before `install`.
   * @throws DeviceError `device-key.replaced`
   */
  async certificate(): Promise<string | undefined> {
    return (await this.read()).certificate;
  }

  /**
   * How many wrong passwords are left before the key locks (V8); 0 is locked.
   * @throws DeviceError `device-key.replaced`
   */
  async triesLeft(): Promise<number> {
    return Math.max(0, maxTries - (await this.read()).tries);
  }

  /**
   * ECDSA-SHA256 signature, IEEE P1363. A try is counted and kept before it is made, so that a crash gives none away; the
   * fifth wrong password in a row locks the key for good (V8).
   * @throws DeviceError `certificate-password.wrong` with `triesLeft`, `certificate-password.locked`, `device-key.replaced`
   */
  async sign(bytes: Uint8Array, password: string): Promise<Bytes> {
    const key = await alone(() => this.unlock(password));
    return new Uint8Array(await webCrypto().sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(bytes)));
  }

  private async unlock(password: string): Promise<CryptoKey> {
    const record = await this.read();
    if (record.tries >= maxTries) throw new DeviceError('certificate-password.locked', 0);
    const tries = record.tries + 1;
    await this.write({ ...record, tries });

    const pkcs8 = await unprotectKey(record.privateKey, password, this.publicKey);
    if (!pkcs8) {
      const code = tries < maxTries ? 'certificate-password.wrong' : 'certificate-password.locked';
      throw new DeviceError(code, maxTries - tries);
    }
    const key = await webCrypto().importKey('pkcs8', pkcs8, p256, false, ['sign']);
    pkcs8.fill(0);
    await this.write({ ...record, tries: 0 });
    return key;
  }

  private async read(): Promise<DeviceRecord> {
    const record = parse((await this.storage.get(name)) ?? '{}');
    if (record.publicKey !== toBase64(this.publicKey)) throw new DeviceError('device-key.replaced');
    return record;
  }

  private write(record: DeviceRecord): Promise<void> {
    return this.storage.set(name, JSON.stringify(record));
  }
}

const parse = (stored: string): DeviceRecord => JSON.parse(stored);

/** One at a time over all windows of this origin, or tries made in parallel would be counted as one. */
const alone = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request(name, work) as Promise<T>;

/** SubjectPublicKeyInfo is the seventh element of a version 3 TBSCertificate (RFC 5280 §4.1). */
const subjectPublicKey = (certificate: string): Uint8Array => {
  try {
    return readDer(fromPem('CERTIFICATE', certificate)).children[0]!.children[6]!.bytes;
  } catch {
    throw new DeviceError('certificate.other-key');
  }
};
