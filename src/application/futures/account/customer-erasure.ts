import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../../domain/customer-account/decider.js';
import type { CustomerAccount, RegisteredAccount } from '../../../domain/customer-account/state.js';
import { digitalCertificate } from '../../../domain/digital-certificate/decider.js';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import { changeKinds } from '../../../domain/profile-change-request/kinds.js';
import { type Instant, latest } from '../../../domain/shared/instant.js';
import { addMonths } from '../../../domain/shared/shanghai-calendar.js';
import { videoVerification } from '../../../domain/video-verification/decider.js';
import { type ClaimKey, Claims } from '../../core/claims.js';
import { type CommandContext, partOf } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { DataKeys } from '../../ports/data-keys.js';
import { IdempotencyRecords } from '../../ports/idempotency-records.js';
import { ReadModels } from '../../ports/read-models.js';
import { allRows } from '../../read-models/all-rows.js';
import { streams } from '../../read-models/streams.js';
import { Companies } from '../../shared/companies.js';
import { Sessions } from '../../shared/sessions.js';
import { customerSubject } from './customers.js';
import { ShutOut } from './shut-out.js';

/** P2: what becomes of a customer who asks for deletion. Every part of it may be repeated. */
@Injectable()
export class CustomerErasure {
  constructor(
    private readonly runner: CommandRunner,
    private readonly companies: Companies,
    private readonly claims: Claims,
    private readonly sessions: Sessions,
    private readonly shutOut: ShutOut,
    private readonly records: IdempotencyRecords,
    private readonly dataKeys: DataKeys,
    private readonly readModels: ReadModels,
  ) {}

  /** Restricts processing, or, the retention being over, erases. @throws DomainError `customer.not-found` */
  async request(customerId: string, erasureId: string, context: CommandContext): Promise<CustomerAccount> {
    const before = (await this.runner.load(customerAccount, customerId)).state;
    const retainedUntil = before.is === 'registered' ? await this.retentionEnd(customerId, before, context) : '';
    const command = { type: 'RestrictProcessing', erasureId, retainedUntil, at: context.at } as const;
    const { state } = await this.runner.run(customerAccount, customerId, command, context);
    await this.shutOut.of(customerId, context);
    const isOver =
      state.is === 'erased' || (state.is === 'registered' && state.restriction!.retainedUntil <= context.at);
    return isOver ? this.erase(customerId, context) : state;
  }

  /** The claims are found by what the key seals, so the key goes last. */
  async erase(customerId: string, context: CommandContext): Promise<CustomerAccount> {
    const { state } = await this.runner.load(customerAccount, customerId);
    if (state.is !== 'registered' && state.is !== 'erased') return state;
    if (state.is === 'registered') await this.releaseClaims(customerId, state, context);
    const command = { type: 'ErasePersonalData', at: context.at } as const;
    const erased = await this.runner.run(customerAccount, customerId, command, partOf(context, 'erase'));
    await this.sessions.endAll(customerId);
    const subject = customerSubject(state.companyCode, customerId);
    await this.records.deleteFor(subject);
    await this.dataKeys.destroy(subject);
    return erased.state;
  }

  /** So many years from the last record of the customer, in whichever stream it stands. */
  private async retentionEnd(
    customerId: string,
    { companyCode }: RegisteredAccount,
    context: CommandContext,
  ): Promise<Instant> {
    let last: Instant = '';
    for await (const { row } of allRows(this.readModels, streams, { subject: customerId }))
      last = latest(last, row.lastAt);
    const { retentionYears } = this.companies.get(companyCode);
    return addMonths(last || context.at, retentionYears * 12);
  }

  private async releaseClaims(id: string, account: RegisteredAccount, context: CommandContext): Promise<void> {
    const { companyCode, customerNumber, idNumber, accountTypes } = account;
    const held: (readonly [ClaimKey, category: string])[] = [
      ...accountTypes.map(
        (type) => [['customer', companyCode, type, idNumber] as const, customerAccount.category] as const,
      ),
      [['customerNumber', companyCode, customerNumber], customerAccount.category],
      [['activeCertificate', id], digitalCertificate.category],
      [['videoTicket', id], videoVerification.category],
      ...changeKinds.map((kind) => [['openRequest', id, kind] as const, profileChangeRequest.category] as const),
    ];
    for (const [key, category] of held) {
      const holder = await this.claims.holder(key);
      if (holder) await this.claims.release(key, `${category}-${holder}`, partOf(context, 'erase'));
    }
  }
}
