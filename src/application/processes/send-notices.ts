import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import type { RegisteredAccount } from '../../domain/customer-account/state.js';
import { changeKinds } from '../../domain/profile-change-request/kinds.js';
import { isMobile } from '../../domain/shared/phone-number.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { formOf } from '../futures/change-request/kinds/kinds.js';
import type { StoredEvent } from '../ports/event-store.js';
import { SmsGateway, type SmsNotice } from '../ports/sms-gateway.js';
import type { Process } from './process.js';

/** P4: security notices go to the old and the new number. At least once: a notice may come twice, never not at all. */
@Injectable()
export class SendNotices implements Process {
  readonly name = 'send-notices';
  readonly types = Object.keys(notices);

  constructor(
    private readonly runner: CommandRunner,
    private readonly gateway: SmsGateway,
  ) {}

  async handle(event: StoredEvent): Promise<void> {
    const notice = notices[event.type]!;
    if (event.type === 'CertificateIssued')
      return this.send(notice, [await this.account(String(event.data.customerId))]);
    const cause = event.data.cause as { readonly changeRequestId?: string };
    if (!cause.changeRequestId) return;
    const id = ownerId(event.stream);
    await this.send(notice, [await this.account(id, event.revision - 1n), await this.account(id, event.revision)]);
  }

  private async account(id: string, until?: bigint): Promise<RegisteredAccount | undefined> {
    const { state } = await this.runner.load(customerAccount, id, until);
    return state.is === 'registered' ? state : undefined;
  }

  private async send(notice: SmsNotice, accounts: readonly (RegisteredAccount | undefined)[]): Promise<void> {
    const numbers = accounts.flatMap((account) => [account?.contactMobile, account?.contactPhone]);
    for (const number of new Set(numbers)) {
      if (number && isMobile(number)) await this.gateway.sendNotice(number, notice);
    }
  }
}

const changeNotices = changeKinds.map((kind) => formOf(kind).notice);
const notices: { readonly [type: string]: SmsNotice } = {
  ...Object.fromEntries(changeNotices.map(({ of, name }) => [of, name])),
  CertificateIssued: 'certificateIssued',
};
