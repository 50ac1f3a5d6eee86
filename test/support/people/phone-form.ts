import type { Answer, Company, SignedIn } from './journey.js';

export const landline = '0755-1234533';
let numbers = 0;
/** A mobile that no test has used. */
export const newMobile = () => `137${String(20_000_001 + 7 * ++numbers)}`;

/** A customer whose request has photos and letter, before the form. */
export class PhoneForm {
  private constructor(
    readonly me: SignedIn,
    readonly id: string,
  ) {}

  static async of(company: Company, n: number, options: Parameters<Company['customer']>[1] = {}): Promise<PhoneForm> {
    const me = await (await company.customer(n, options)).signIn();
    const id = await me.open();
    await me.device.photosAndLetter(id, n + 100);
    return new PhoneForm(me, id);
  }

  get customer() {
    return this.me.customer;
  }

  put(body: object, headers = {}): Promise<Answer> {
    return this.me.on(this.id, 'PUT', '/contact-phone', { body, headers });
  }

  /** Asks for a code. */
  ask(phone: unknown, more: object = {}): Promise<Answer> {
    return this.me.on(this.id, 'POST', '/sms-codes', { body: { phone, ...more } });
  }
}
