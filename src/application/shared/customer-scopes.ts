import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import { branchScope, companyScope, everything, type Scope } from '../../domain/shared/scope.js';
import { Claims } from '../core/claims.js';
import { CommandRunner } from '../core/command-runner.js';
import type { Staff } from '../ports/staff-tokens.js';
import { Companies } from './companies.js';

/** Whose a customer is: of the company, and of the branch that the account names today. Everything of theirs is alike. */
@Injectable()
export class CustomerScopes {
  constructor(
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
    private readonly companies: Companies,
  ) {}

  async of(customerId: string): Promise<Scope> {
    const { state } = await this.runner.load(customerAccount, customerId);
    switch (state.is) {
      case 'registered':
        return branchScope(state);
      case 'erased':
        return branchScope({ companyCode: state.companyCode, branchCode: null });
      case 'unknown':
      case 'abandoned':
        return everything;
    }
  }

  /** The accounts that a person has where a member of staff acts, by id. */
  async own(idNumber: string, staff: Staff): Promise<ReadonlyMap<string, Scope>> {
    const found = new Map<string, Scope>();
    for (const { code, accountTypes } of this.companies.all().filter(({ code }) => staff.mayActFor(companyScope(code))))
      for (const accountType of accountTypes) {
        const id = await this.claims.holder(['customer', code, accountType.code, idNumber]);
        const scope = id === undefined ? undefined : await this.of(id);
        if (scope && staff.mayActFor(scope)) found.set(id!, scope);
      }
    return found;
  }
}
