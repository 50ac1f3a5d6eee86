import type { Pool } from 'pg';
import type { Keyring } from '../../application/core/keyring.js';
import type { Clock } from '../../application/ports/clock.js';
import type { JsonObject } from '../../application/ports/json.js';
import type { SandboxMessage, SandboxNotice, SandboxSms } from '../../application/ports/sandbox.js';
import { SmsGateway, type SmsNotice, type SmsPurpose, smsNoticeTexts } from '../../application/ports/sms-gateway.js';
import { query } from '../postgres-server/query.js';

const purposeTexts: Readonly<Record<SmsPurpose, string>> = {
  futuresLogin: '登录期货账户',
  contactPhone: '修改联系电话',
  registration: '注册实名账号',
  activation: '激活实名账号',
  mobileChange: '更换手机号码',
};

const shownAtOnce = 100;
const undeliverable = (to: string) => to.endsWith('0000');

/**
 * Plays the SMS gateway in the sandbox and shows what it was given. Numbers are E.164 and stored as HMACs,
 * messages sealed. A number that ends in 0000 is refused; a notice to it is lost, as with a real gateway.
 */
export class PostgresSandboxSms extends SmsGateway implements SandboxSms {
  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {
    super();
  }

  async sendCode(to: string, purpose: SmsPurpose, code: string): Promise<'accepted' | 'refused'> {
    if (undeliverable(to)) return 'refused';
    const text = `【实名服务】您正在${purposeTexts[purpose]}，验证码 ${code}，5 分钟内有效，请勿告诉他人。`;
    await this.store('code', to, { to, purpose, text, code, sentAt: this.clock.now() });
    return 'accepted';
  }

  async sendNotice(to: string, notice: SmsNotice): Promise<void> {
    if (undeliverable(to)) return;
    await this.store('notice', to, { to, text: `【实名服务】${smsNoticeTexts[notice]}`, sentAt: this.clock.now() });
  }

  /** The last hundred codes sent to a number, newest first. */
  messages(to: string): Promise<readonly SandboxMessage[]> {
    return this.list('code', to);
  }

  /** The last hundred notices sent to a number, newest first. */
  notices(to: string): Promise<readonly SandboxNotice[]> {
    return this.list('notice', to);
  }

  private recipientOf = (to: string) => this.keyring.hmac('short-lived', 'sandbox-sms', to);

  private async store(kind: string, to: string, message: JsonObject): Promise<void> {
    const recipient = this.recipientOf(to);
    const sealed = this.keyring.seal('short-lived', Buffer.from(JSON.stringify(message)), recipient);
    await query(this.pool, 'insert into sandbox_sms (recipient, kind, sealed) values ($1, $2, $3)', [
      recipient,
      kind,
      sealed,
    ]);
  }

  private async list<T>(kind: string, to: string): Promise<readonly T[]> {
    const recipient = this.recipientOf(to);
    const { rows } = await query<{ sealed: Buffer }>(
      this.pool,
      'select sealed from sandbox_sms where recipient = $1 and kind = $2 order by id desc limit $3',
      [recipient, kind, shownAtOnce],
    );
    return rows.map(({ sealed }) => JSON.parse(this.keyring.open('short-lived', sealed, recipient).toString()));
  }
}
