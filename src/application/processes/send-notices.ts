import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { digitalCertificate } from '../../domain/digital-certificate/decider.js';
import { changeKinds } from '../../domain/profile-change-request/kinds.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { formOf } from '../futures/change-request/kinds/kinds.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { SmsNotice } from '../ports/sms-gateway.js';
import { NoticeProcess } from './notice-process.js';
import { Notices } from './notices.js';

/**
 * P4: an applied change is told to the old and the new numbers, and so is a phone that an import changed; a certificate,
 * and that it was revoked, to the customer's.
 */
@Injectable()
export class SendNotices extends NoticeProcess {
  readonly name = 'send-notices';
  readonly types = Object.keys(told);

  constructor(
    private readonly runner: CommandRunner,
    notices: Notices,
  ) {
    super(notices);
  }

  protected noticeOf = (type: string) => told[type]!;

  protected async numbersOf({ type, data, stream, revision }: StoredEvent) {
    if (type === 'CertificateIssued') return this.numbers(String(data.customerId));
    if (type === 'CertificateRevoked') return this.ofRevoked(ownerId(stream), String(data.reason));
    const cause = data.cause as { readonly changeRequestId?: string };
    if (!cause.changeRequestId && type !== 'PhoneChanged') return [];
    const id = ownerId(stream);
    return [...(await this.numbers(id, revision - 1n)), ...(await this.numbers(id, revision))];
  }

  /** One that another replaces is told by that other's notice. */
  private async ofRevoked(certificateId: string, reason: string) {
    const { state } = await this.runner.load(digitalCertificate, certificateId);
    return state.is === 'issued' && reason !== 'superseded' ? this.numbers(state.customerId) : [];
  }

  private async numbers(id: string, until?: bigint) {
    const { state } = await this.runner.load(customerAccount, id, until);
    return state.is === 'registered' ? [state.contactMobile, state.contactPhone] : [];
  }
}

const changeNotices = changeKinds.map((kind) => formOf(kind).notice);
const told: { readonly [type: string]: SmsNotice } = {
  ...Object.fromEntries(changeNotices.map(({ of, name }) => [of, name])),
  CertificateIssued: 'certificateIssued',
  CertificateRevoked: 'certificateRevoked',
};
