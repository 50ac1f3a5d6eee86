import { beforeEach } from '@jest/globals';
import { DeviceKey } from '@realname/client';
import { company, nextPerson, startOwnService } from '../servers/own-service.js';
import { type Answer, type Company, certificatePassword, type SignedIn } from './journey.js';

/** A customer with a certificate whose request waits for signatures; what is signed is the change application. */
export class Signing {
  static readonly document = 'changeApplication';

  private constructor(
    readonly me: SignedIn,
    readonly id: string,
    readonly serial: string,
  ) {}

  static async of(company: Company, n: number): Promise<Signing> {
    return Signing.begun(await (await company.customer(n)).signIn());
  }

  /** A customer with photos on file comes as far. */
  static async begun(me: SignedIn): Promise<Signing> {
    const id = await me.filled();
    return new Signing(me, id, await me.certify());
  }

  /** The same customer elsewhere or later, on a request of theirs. */
  by(me: SignedIn, id = this.id): Signing {
    return new Signing(me, id, this.serial);
  }

  read(document = Signing.document): Promise<Answer> {
    return this.me.on(this.id, 'GET', `/agreements/${document}`);
  }

  openSession(certificateSerial: unknown = this.serial): Promise<Answer> {
    const path = `/agreements/${Signing.document}/signing-sessions`;
    return this.me.on(this.id, 'POST', path, { body: { certificateSerial } });
  }

  put(body: object, headers = {}): Promise<Answer> {
    return this.me.on(this.id, 'PUT', `/agreements/${Signing.document}/signature`, { body, headers });
  }

  /** The device's own signature, without the client's precautions. */
  async signatureOf(toBeSigned: string): Promise<string> {
    const key = (await DeviceKey.load(this.me.device.storage))!;
    return Buffer.from(await key.sign(Buffer.from(toBeSigned, 'base64'), certificatePassword)).toString('base64');
  }

  /** A new signing session, and the signature for it. */
  async signed() {
    const { signingSessionId, toBeSigned } = (await this.openSession()).body;
    return { signingSessionId, signature: await this.signatureOf(toBeSigned) };
  }

  /** The signature that is handed out. */
  signature(document = Signing.document): Promise<Answer> {
    return this.me.on(this.id, 'GET', `/agreements/${document}/signature`);
  }
}

/** What the test at hand has to sign. */
export let mine: Signing;

/** A service of the file's own, and for each test a customer who is ready to sign. */
export const signOnOwnService = (): void => {
  startOwnService();
  beforeEach(async () => {
    mine = await Signing.of(company, nextPerson());
  });
};
