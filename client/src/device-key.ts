import { checkCertificatePassword } from './certificate-password.js';
import { encodeCertificateRequest } from './certificate-request.js';
import { readDer } from './der.js';
import { DeviceError } from './device-error.js';
import {
  type CertificateRequest,
  changingDeviceRecord,
  type DeviceRecord,
  readDeviceRecord,
  writeDeviceRecord,
} from './device-record.js';
import type { DeviceStorage } from './device-storage.js';
import { type Bytes, equalBytes, fromBase64, fromPem, toBase64 } from './encoding.js';
import { protectKey, unprotectKey } from './protected-key.js';
import { webCrypto } from './web-crypto.js';

const maxTries = 5;
const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Makes ECDSA-SHA256 signatures, IEEE P1363. */
export type Signer = (bytes: Uint8Array) => Promise<Bytes>;

/**
 * The signing key of this device (F27): EC P-256, made here, protected by the certificate password (V8), never leaving.
 * Needs WebCrypto: a secure context of any browser since 2017, or Node 20. `installCertificate` and `signAgreements` make and
 * use it; a page needs it itself to show `triesLeft`, or for what they do not do.
 * @throws DeviceError `device.insecure-context` from each method that makes or uses a key
 * @example
 * const key = await DeviceKey.load(storage);
 * if (key) show(`${await key.triesLeft()}`);
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
    const made = await make(password);
    await changingDeviceRecord(storage, () => writeDeviceRecord(storage, made.record));
    return new DeviceKey(storage, made.publicKey);
  }

  /**
   * Makes a new key as `create` does, and with it the request for its certificate: both are kept at once, before any is sent.
   * @throws DeviceError as `create` does
   */
  static async createWithRequest(
    storage: DeviceStorage,
    password: string,
    request: Omit<CertificateRequest, 'csr'>,
  ): Promise<DeviceKey> {
    const { record, publicKey, sign } = await make(password);
    const csr = await encodeCertificateRequest(publicKey, sign);
    await changingDeviceRecord(storage, () => writeDeviceRecord(storage, { ...record, request: { ...request, csr } }));
    return new DeviceKey(storage, publicKey);
  }

  /** The key that was made on this device before; undefined where there is none. The password is not asked for. */
  static async load(storage: DeviceStorage): Promise<DeviceKey | undefined> {
    const record = await readDeviceRecord(storage);
    return record && new DeviceKey(storage, fromBase64(record.publicKey));
  }

  /**
   * Keeps the certificate that was issued for this key.
   * @param certificate PEM
   * @throws DeviceError `certificate.other-key`, `device-key.replaced`
   */
  async install(certificate: string): Promise<void> {
    if (!this.isOf(certificate)) throw new DeviceError('certificate.other-key');
    await this.change((record) => ({ ...record, certificate }));
  }

  /** Whether a certificate, PEM, is for this key. */
  isOf(certificate: string): boolean {
    const publicKey = subjectPublicKey(certificate);
    return publicKey !== undefined && equalBytes(publicKey, this.publicKey);
  }

  /**
   * PEM of the installed certificate; undefined before `install`.
   * @throws DeviceError `device-key.replaced`
   */
  async certificate(): Promise<string | undefined> {
    return (await this.read()).certificate;
  }

  /**
   * The request that the key was made with; undefined where it was refused, or the key made without.
   * @throws DeviceError `device-key.replaced`
   */
  async request(): Promise<CertificateRequest | undefined> {
    return (await this.read()).request;
  }

  /**
   * Forgets the request, which was refused for good: the key may be replaced.
   * @throws DeviceError `device-key.replaced`
   */
  forgetRequest(): Promise<void> {
    return this.change(({ request, ...record }) => record);
  }

  /**
   * How many wrong passwords are left before the key locks (V8); 0 is locked.
   * @throws DeviceError `device-key.replaced`
   */
  async triesLeft(): Promise<number> {
    return Math.max(0, maxTries - (await this.read()).tries);
  }

  /**
   * One signature, IEEE P1363; `unlock` for several.
   * @throws DeviceError as `unlock` does
   */
  async sign(bytes: Uint8Array, password: string): Promise<Bytes> {
    return (await this.unlock(password))(bytes);
  }

  /**
   * Makes signatures under one password. A try is counted and kept before it is made, so that a crash gives none away; the fifth
   * wrong password in a row locks the key for good (V8).
   * @throws DeviceError `certificate-password.wrong` with `triesLeft`, `certificate-password.locked`, `device-key.replaced`
   */
  async unlock(password: string): Promise<Signer> {
    return signerOf(await changingDeviceRecord(this.storage, () => this.tryPassword(password)));
  }

  private async tryPassword(password: string): Promise<CryptoKey> {
    const record = await this.read();
    if (record.tries >= maxTries) throw new DeviceError('certificate-password.locked', 0);
    const subtle = webCrypto();
    const tries = record.tries + 1;
    await writeDeviceRecord(this.storage, { ...record, tries });

    const pkcs8 = await unprotectKey(record.privateKey, password, this.publicKey);
    if (!pkcs8) {
      const code = tries < maxTries ? 'certificate-password.wrong' : 'certificate-password.locked';
      throw new DeviceError(code, maxTries - tries);
    }
    const key = await subtle.importKey('pkcs8', pkcs8, p256, false, ['sign']);
    pkcs8.fill(0);
    await writeDeviceRecord(this.storage, { ...record, tries: 0 });
    return key;
  }

  private async read(): Promise<DeviceRecord> {
    const record = await readDeviceRecord(this.storage);
    if (record?.publicKey !== toBase64(this.publicKey)) throw new DeviceError('device-key.replaced');
    return record;
  }

  private change(change: (record: DeviceRecord) => DeviceRecord): Promise<void> {
    return changingDeviceRecord(this.storage, async () => writeDeviceRecord(this.storage, change(await this.read())));
  }
}

const make = async (password: string) => {
  checkCertificatePassword(password);
  const subtle = webCrypto();
  const pair = await subtle.generateKey(p256, true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await subtle.exportKey('spki', pair.publicKey));
  const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey));
  const privateKey = await protectKey(pkcs8, password, publicKey);
  pkcs8.fill(0);
  const record: DeviceRecord = { version: 1, publicKey: toBase64(publicKey), privateKey, tries: 0 };
  return { record, publicKey, sign: signerOf(pair.privateKey) };
};

const signerOf =
  (key: CryptoKey): Signer =>
  async (bytes) =>
    new Uint8Array(await webCrypto().sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(bytes)));

/** SubjectPublicKeyInfo is the seventh element of a version 3 TBSCertificate (RFC 5280 §4.1). */
const subjectPublicKey = (certificate: string): Uint8Array | undefined => {
  try {
    return readDer(fromPem('CERTIFICATE', certificate)).children[0]?.children[6]?.bytes;
  } catch {
    return undefined;
  }
};
