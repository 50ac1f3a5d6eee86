import {
  type Api,
  type ApiOptions,
  answered,
  answeredBytes,
  createApi,
  createCertificateRequest,
  DeviceKey,
  MemoryDeviceStorage,
  photoBody,
  serverEvents,
  signAgreement,
} from '@realname/client';
import sharp from 'sharp';
import { accountType, companyCode, customer, customerNumber } from './people.js';

export const photoKinds = ['idFront', 'idBack', 'signature'] as const;
export type PhotoKind = (typeof photoKinds)[number];

/** A picture like no other: one file may not serve two kinds (F13). */
export const picture = async (seed: number) =>
  new Uint8Array(
    await sharp({
      create: { width: 64, height: 40, channels: 3, background: { r: seed % 256, g: (seed * 7) % 256, b: 90 } },
    })
      .jpeg()
      .toBuffer(),
  );

/** The four people of the sandbox's back office. */
export const signInStaff = async (baseUrl: string, fetch?: ApiOptions['fetch']) => {
  const tokens = (await answered(createApi({ baseUrl }).GET('/sandbox/staff-tokens'))) as Record<string, string>;
  const staff = (role: string) => createApi({ baseUrl, fetch, token: () => tokens[role] });
  return { operator: staff('operator'), agent: staff('agent'), reviewer: staff('reviewer'), auditor: staff('auditor') };
};

/** The company's system brings a customer (operator), with the photos of the account's opening. */
export const importCustomer = async (operator: Api, person = customer, number = customerNumber) => {
  const path = { companyCode, customerNumber: number };
  const imported = await answered(
    operator.PUT('/v1/staff/customers/{companyCode}/{customerNumber}', { params: { path }, body: person }),
  );
  for (const [index, kind] of photoKinds.entries()) {
    const photo = { params: { path: { ...path, kind } }, ...photoBody(await picture(index + 1)) };
    await answered(operator.PUT('/v1/staff/customers/{companyCode}/{customerNumber}/photos/{kind}', photo));
  }
  return imported;
};

/** A customer's device: its label, its session, its key. */
export class Device {
  readonly storage = new MemoryDeviceStorage();
  readonly api: Api;
  private token: string | undefined;

  constructor(
    readonly baseUrl: string,
    readonly id: string,
    private readonly person = customer,
    fetch?: ApiOptions['fetch'],
  ) {
    this.api = createApi({ baseUrl, fetch, deviceId: id, clientVersion: 'demo/1.0', token: () => this.token });
  }

  /** F2–F4: captcha, code to the mobile on file, session. */
  async signIn() {
    const identification = { companyCode, idNumber: this.person.idNumber, accountType };
    const captcha = await this.captcha('futuresLogin');
    const sent = await answered(
      this.api.POST('/v1/futures/sessions/sms-codes', { body: { ...identification, ...captcha } }),
    );
    const smsCode = await this.codeSentTo(this.person.contactMobile);
    const signedIn = await answered(this.api.POST('/v1/futures/sessions', { body: { ...identification, smsCode } }));
    this.token = signedIn.token;
    return { sent, signedIn };
  }

  async captcha(purpose: 'futuresLogin' | 'contactPhone') {
    const { captchaId } = await answered(this.api.POST('/v1/captchas', { body: { purpose } }));
    const path = { captchaId };
    const { answer } = await answered(this.api.GET('/sandbox/captchas/{captchaId}', { params: { path } }));
    return { captchaId, captcha: answer };
  }

  /** What the person reads on the phone. The gateway may be a moment later than the answer (F4). */
  async codeSentTo(to: string): Promise<string> {
    for (let look = 0; look < 100; look++) {
      const { items } = await answered(this.api.GET('/sandbox/sms-messages', { params: { query: { to } } }));
      const [newest] = items as { code: string }[];
      if (newest && newest.code !== this.lastCode) {
        this.lastCode = newest.code;
        return newest.code;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no code came to ${to}`);
  }
  private lastCode: string | undefined;

  profile() {
    return answered(this.api.GET('/v1/futures/profile'));
  }

  /** Opens a request of a kind (F15). */
  open(kind: 'contactPhone' | 'identityValidity' | 'otherInformation' = 'contactPhone') {
    return answered(this.api.POST('/v1/futures/change-requests', { body: { kind } }));
  }

  get(id: string) {
    return answered(this.api.GET('/v1/futures/change-requests/{id}', { params: { path: { id } } }));
  }

  /** F11–F14: `fresh` photos uploaded, the others kept, the letter read and agreed to. */
  async photosAndLetter(id: string, seed = 40, fresh: readonly PhotoKind[] = ['signature']) {
    for (const [index, kind] of photoKinds.entries()) {
      const upload = { params: { path: { id, kind } }, ...photoBody(await picture(seed + 2 - index)) };
      if (fresh.includes(kind)) await answered(this.api.PUT('/v1/futures/change-requests/{id}/photos/{kind}', upload));
      else
        await answered(
          this.api.POST('/v1/futures/change-requests/{id}/photos/{kind}/reuse', { params: upload.params }),
        );
    }
    const params = { path: { id } };
    const { version } = await answered(
      this.api.GET('/v1/futures/change-requests/{id}/responsibility-letter', { params }),
    );
    return answered(
      this.api.PUT('/v1/futures/change-requests/{id}/responsibility-letter', {
        params,
        body: { version, agreed: true },
      }),
    );
  }

  /** F17: a mobile with the code sent to it, or a landline without one. */
  async proposePhone(id: string, phone: string) {
    const params = { path: { id } };
    if (phone.startsWith('0'))
      return answered(this.api.PUT('/v1/futures/change-requests/{id}/contact-phone', { params, body: { phone } }));
    await answered(this.api.POST('/v1/futures/change-requests/{id}/sms-codes', { params, body: { phone } }));
    const smsCode = await this.codeSentTo(phone);
    const form = { params, body: { phone, smsCode } };
    return answered(this.api.PUT('/v1/futures/change-requests/{id}/contact-phone', form));
  }

  /** F24: the queue of the account’s branch. */
  joinQueue() {
    return answered(this.api.POST('/v1/futures/video-verifications', { body: {} }));
  }

  /** F25, F26: what the waiting screen is told, live, until the ticket has a final status. */
  async *watch(id: string) {
    const { data } = await this.api.GET('/v1/futures/video-verifications/{id}/events', {
      params: { path: { id } },
      parseAs: 'stream',
    });
    for await (const event of serverEvents(data as unknown as ReadableStream<Uint8Array>))
      yield event as { event: string; data: { status: string; waiting: number; agent: { name: string } | null } };
  }

  /** F27: the device makes the key, the server certifies it; key and password never leave the device. */
  async installCertificate(verificationId: string, password: string) {
    const key = await DeviceKey.create(this.storage, password);
    const csr = await createCertificateRequest(key, password);
    const issued = await answered(this.api.POST('/v1/futures/certificates', { body: { verificationId, csr } }));
    await key.install(issued.certificate);
    return issued;
  }

  /** F21, F29: reads, signs on the device, and hands the signature in; for every document. */
  async signAgreements(id: string, password: string, certificateSerial: string) {
    const { items } = await answered(
      this.api.GET('/v1/futures/change-requests/{id}/agreements', { params: { path: { id } } }),
    );
    for (const { documentId } of items as { documentId: string }[])
      await this.signAgreement(id, documentId, password, certificateSerial);
    return items as { documentId: string; title: string; sha256: string }[];
  }

  async signAgreement(id: string, documentId: string, password: string, certificateSerial: string) {
    const params = { path: { id, documentId } };
    const document = await this.document(id, documentId);
    const { signingSessionId, toBeSigned, sha256 } = await answered(
      this.api.POST('/v1/futures/change-requests/{id}/agreements/{documentId}/signing-sessions', {
        params,
        body: { certificateSerial },
      }),
    );
    const key = (await DeviceKey.load(this.storage))!;
    const signature = await signAgreement(key, { document, toBeSigned, sha256, password });
    return answered(
      this.api.PUT('/v1/futures/change-requests/{id}/agreements/{documentId}/signature', {
        params,
        body: { signingSessionId, signature },
      }),
    );
  }

  async document(id: string, documentId: string): Promise<Uint8Array> {
    const params = { path: { id, documentId } };
    return answeredBytes(
      this.api.GET('/v1/futures/change-requests/{id}/agreements/{documentId}', {
        params,
        parseAs: 'arrayBuffer',
      }),
    );
  }

  async signature(id: string, documentId: string): Promise<Uint8Array> {
    const params = { path: { id, documentId } };
    return answeredBytes(
      this.api.GET('/v1/futures/change-requests/{id}/agreements/{documentId}/signature', {
        params,
        parseAs: 'arrayBuffer',
      }),
    );
  }

  consent(id: string) {
    return answered(
      this.api.PUT('/v1/futures/change-requests/{id}/agreements/consent', {
        params: { path: { id } },
        body: { agreed: true },
      }),
    );
  }

  submit(id: string) {
    return answered(this.api.POST('/v1/futures/change-requests/{id}/submission', { params: { path: { id } } }));
  }

  /** F22: looks until the approved change is applied. */
  async applied(id: string) {
    for (let look = 0; look < 100; look++) {
      const request = await this.get(id);
      if (request.status !== 'submitted') return request;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('the request was not applied within 10 s');
  }
}
