import { ApiProblem, answered } from './answers.js';
import type { Api, Schemas } from './api.js';
import { checkCertificatePassword } from './certificate-password.js';
import { DeviceKey } from './device-key.js';
import type { CertificateRequest } from './device-record.js';
import type { DeviceStorage } from './device-storage.js';
import { randomId } from './random-id.js';
import { type RepeatOptions, repeated } from './repeated.js';

export interface Installation extends RepeatOptions {
  readonly api: Api;
  readonly storage: DeviceStorage;
  /** The passed verification's: the ticket's id, or `certificate.verificationId` of the change request. */
  readonly verificationId: string;
  /** The certificate password (V8). It stays on the device. */
  readonly password: string;
}

/** What was issued: PEM, the chain from the issuer upwards without the root. */
export type IssuedCertificate = Pick<Schemas['CertificateAnswer'], 'serial' | 'certificate' | 'chain' | 'notAfter'>;

/**
 * Makes this device's key, applies for its certificate and installs it (F27). Key, request and `Idempotency-Key` are kept before
 * they are sent: after a lost answer, a reload or a crash the same call goes on where it was, for as long as the pass is good,
 * and with a certificate that was issued even longer. A double click or a second window waits and gets the same certificate.
 * A key whose request was sent is replaced only for another pass, or once its request was refused for good.
 * @throws ApiProblem the service's refusal, such as `verification.expired` (a new verification is needed) or `session.required`
 * @throws ConnectionError when no answer came: call it again
 * @throws DeviceError `certificate-password.shape`, `.guessable`; where a password was chosen before a reload already and is
 * another one, `.wrong` with `triesLeft` or `.locked`; `device.insecure-context`, `device.storage-unavailable`
 * @example
 * const storage = new IndexedDbDeviceStorage();
 * const { notAfter } = await installCertificate({ api, storage, verificationId: ticket.id, password });
 */
export const installCertificate = (installation: Installation): Promise<IssuedCertificate> => {
  const { storage, password, verificationId } = installation;
  return storage.alone('realname.certificate', async () => {
    checkCertificatePassword(password);
    const earlier = await DeviceKey.load(storage);
    const begun = (await earlier?.request())?.verificationId === verificationId ? earlier : undefined;
    const request = { verificationId, idempotencyKey: randomId() };
    const key = begun ?? (await DeviceKey.createWithRequest(storage, password, request));
    const issued = await issuedFor(key, installation);
    await key.install(issued.certificate);
    if (begun) await begun.unlock(password);
    return issued;
  });
};

const issuedFor = async (key: DeviceKey, installation: Installation): Promise<IssuedCertificate> => {
  const known = (await key.certificate()) && (await currentOf(key, installation));
  if (known) return known;
  try {
    return await apply((await key.request())!, installation);
  } catch (error) {
    if (!isFinal(error)) throw error;
    const issued = await currentOf(key, installation);
    if (issued) return issued;
    await key.forgetRequest();
    throw error;
  }
};

const apply = ({ idempotencyKey, ...body }: CertificateRequest, { api, ...options }: Installation) => {
  const write = { headers: { 'idempotency-key': idempotencyKey }, signal: options.signal };
  const { verificationId, csr } = body;
  return answered(
    repeated(() => api.POST('/v1/futures/certificates', { body: { verificationId, csr }, ...write }), options),
  );
};

/** The pass or the request is not good, and never will be. */
const isFinal = (error: unknown): boolean => error instanceof ApiProblem && /^(?:verification|csr)\./.test(error.code);

/**
 * The certificate in force, if it is this key's.
 * @throws ApiProblem, ConnectionError
 */
export const currentOf = async (
  key: DeviceKey,
  { api, ...options }: RepeatOptions & { readonly api: Api },
): Promise<IssuedCertificate | undefined> => {
  const { signal } = options;
  try {
    const current = await answered(repeated(() => api.GET('/v1/futures/certificates/current', { signal }), options));
    return current.state === 'active' && key.isOf(current.certificate) ? current : undefined;
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'certificate.not-found') return undefined;
    throw error;
  }
};
