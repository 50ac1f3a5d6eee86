import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../../domain/customer-account/decider.js';
import type { CustomerAccount, RegisteredAccount } from '../../../domain/customer-account/state.js';
import { notFound, rule } from '../../../domain/shared/domain-error.js';
import type { Held } from '../../../domain/shared/personal.js';
import { Claims } from '../../core/claims.js';
import { CommandRunner } from '../../core/command-runner.js';
import { newId } from '../../core/ids.js';
import type { Session } from '../../shared/sessions.js';

/** A session of the futures app: of a company, bound to a device. */
export type FuturesSession = Session & { readonly companyCode: string; readonly device: string };

/** The data key's subject of a customer: one key per person and controller (P1). */
export const customerSubject = (companyCode: string, customerId: string) => `futures/${companyCode}/${customerId}`;

/** Finds customers and loads their accounts, from the log itself: no read model's delay. */
@Injectable()
export class Customers {
  constructor(
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
  ) {}

  /**
   * Who signs in with these: active and dormant accounts only; closed, frozen and restricted ones are as good as unknown
   * (F4, P2). The unknown cost the same reads.
   */
  async forSignIn(companyCode: string, accountType: string, idNumber: string) {
    const customerId = await this.claims.holder(['customer', companyCode, accountType, idNumber]);
    const { state } = await this.runner.load(customerAccount, customerId ?? newId());
    const theirs = state.is === 'registered' && state.idNumber === idNumber && state.accountTypes.includes(accountType);
    const maySignIn = theirs && !state.restriction && (state.status === 'active' || state.status === 'dormant');
    return { customerId: customerId ?? '', account: maySignIn ? state : undefined };
  }

  async account(customerId: string): Promise<RegisteredAccount> {
    const { state } = await this.runner.load(customerAccount, customerId);
    return readable(state);
  }
}

/** An account that may be read. @throws DomainError `customer.not-found`, `customer.restricted` (P2) */
export const readable = <H extends Held>(account: CustomerAccount<H>): RegisteredAccount<H> => {
  if (account.is !== 'registered') throw notFound('customer.not-found');
  if (account.restriction) throw rule('customer.restricted');
  return account;
};
