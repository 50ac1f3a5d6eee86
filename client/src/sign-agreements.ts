import { ApiProblem, answered, answeredBytes, type Result } from './answers.js';
import type { Api, Schemas } from './api.js';
import { DeviceError } from './device-error.js';
import { DeviceKey, type Signer } from './device-key.js';
import type { DeviceStorage } from './device-storage.js';
import { toBase64 } from './encoding.js';
import { currentOf } from './install-certificate.js';
import { randomId } from './random-id.js';
import { type RepeatOptions, repeated } from './repeated.js';
import { checkedToBeSigned } from './signing.js';

export interface AgreementSigning extends RepeatOptions {
  readonly api: Api;
  readonly storage: DeviceStorage;
  readonly changeRequestId: string;
  /** The certificate password (V8), tried once for all agreements. */
  readonly password: string;
  /** The bytes that were shown, by `documentId`; what is left out is fetched, and held against the digest of the list. */
  readonly shown?: Readonly<Record<string, Uint8Array>>;
}

/**
 * Signs every agreement of a change request that is not signed yet (F21, F29), and resolves to the request then. The key is
 * unlocked once for all. After a lost answer or a reload the same call goes on with what is left; a double click or a second
 * window waits and finds nothing left. A signing session that expired is asked for anew. A certificate that was issued for this
 * device's key and not installed is installed first.
 * @throws ApiProblem the service's refusal, such as `certificate.revoked` (figure 12) or `agreement.changed` (show it again)
 * @throws ConnectionError when no answer came: call it again
 * @throws DeviceError `certificate.not-installed`, and as `signAgreement` does
 * @example
 * const request = await signAgreements({ api, storage, changeRequestId: id, password });
 * if (request.step === 'submission') showSubmission();
 */
export const signAgreements = (signing: AgreementSigning): Promise<Schemas['ChangeRequestAnswer']> =>
  signing.storage.alone('realname.signing', async () => {
    const agreements = new Agreements(signing, await certifiedKey(signing));
    await agreements.sign();
    return agreements.request();
  });

/** This device's key, with its certificate installed. */
const certifiedKey = async ({ storage, ...signing }: AgreementSigning): Promise<DeviceKey> => {
  const key = await DeviceKey.load(storage);
  if (key && (await key.certificate())) return key;
  const issued = key && (await currentOf(key, signing));
  if (!issued) throw new DeviceError('certificate.not-installed');
  await key.install(issued.certificate);
  return key;
};

type ListedAgreement = Schemas['AgreementListAnswer']['items'][number];

/** Sessions for one document, of which each may come to its end before its signature comes. */
const sessions = 3;

class Agreements {
  private signer: Promise<Signer> | undefined;

  constructor(
    private readonly signing: AgreementSigning,
    private readonly key: DeviceKey,
  ) {}

  async sign(): Promise<void> {
    const left = await this.left();
    if (left.length === 0) return;
    const { serial } = await this.answered((options) => this.api.GET('/v1/futures/certificates/current', options));
    for (const agreement of left) await this.signOne(agreement, serial);
  }

  request() {
    return this.answered((options) =>
      this.api.GET('/v1/futures/change-requests/{id}', { params: { path: this.path }, ...options }),
    );
  }

  private async left(): Promise<readonly ListedAgreement[]> {
    const { items } = await this.answered((options) =>
      this.api.GET('/v1/futures/change-requests/{id}/agreements', { params: { path: this.path }, ...options }),
    );
    return items.filter(({ signed }) => !signed);
  }

  private async signOne({ documentId, sha256 }: ListedAgreement, certificateSerial: string): Promise<void> {
    const document = this.signing.shown?.[documentId] ?? (await this.document(documentId));
    for (let session = 1; ; session++)
      try {
        return await this.signInSession({ documentId, sha256, document, certificateSerial });
      } catch (error) {
        if (session === sessions || !isOfSession(error)) throw error;
        if (!(await this.left()).some((agreement) => agreement.documentId === documentId)) return;
      }
  }

  private async signInSession(agreement: {
    readonly documentId: string;
    readonly sha256: string;
    readonly document: Uint8Array;
    readonly certificateSerial: string;
  }): Promise<void> {
    const { documentId, sha256, document, certificateSerial } = agreement;
    const params = { path: { ...this.path, documentId } };
    const { signingSessionId, toBeSigned } = await this.written((write) =>
      this.api.POST('/v1/futures/change-requests/{id}/agreements/{documentId}/signing-sessions', {
        params,
        body: { certificateSerial },
        ...write,
      }),
    );
    const checked = await checkedToBeSigned(this.key, { document, toBeSigned, sha256 });
    this.signer ??= this.key.unlock(this.signing.password);
    const signature = toBase64(await (await this.signer)(checked));
    await this.written((write) =>
      this.api.PUT('/v1/futures/change-requests/{id}/agreements/{documentId}/signature', {
        params,
        body: { signingSessionId, signature },
        ...write,
      }),
    );
  }

  private document(documentId: string): Promise<Uint8Array> {
    const params = { path: { ...this.path, documentId } };
    const read = () =>
      this.api.GET('/v1/futures/change-requests/{id}/agreements/{documentId}', {
        params,
        parseAs: 'arrayBuffer',
        signal: this.signing.signal,
      });
    return answeredBytes(repeated(read, this.signing));
  }

  private get api(): Api {
    return this.signing.api;
  }

  private get path() {
    return { id: this.signing.changeRequestId };
  }

  private answered<T>(attempt: (options: { signal: AbortSignal | undefined }) => Promise<Result<T>>): Promise<T> {
    const { signal } = this.signing;
    return answered(repeated(() => attempt({ signal }), this.signing));
  }

  /** With one key at all repeats. */
  private written<T>(
    attempt: (write: { headers: { 'idempotency-key': string }; signal: AbortSignal | undefined }) => Promise<Result<T>>,
  ): Promise<T> {
    const headers = { 'idempotency-key': randomId() };
    return this.answered((options) => attempt({ headers, ...options }));
  }
}

/** The session came to its end, or another window opened a newer one. */
const isOfSession = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.code === 'signing-session.expired' || error.code === 'signature.invalid');
