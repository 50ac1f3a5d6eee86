import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../domain/customer-account/decider.js';
import type { CustomerAccount } from '../../domain/customer-account/state.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { notFound } from '../../domain/shared/domain-error.js';
import { type Instant, latest } from '../../domain/shared/instant.js';
import { identityScope, type Scope, union } from '../../domain/shared/scope.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { CustomerErasure } from '../futures/account/customer-erasure.js';
import { IdentityConfiguration } from '../identity/configuration.js';
import { UserErasure } from '../identity/erasure.js';
import { IdentityUsers, idNumberKey } from '../identity/users.js';
import type { Staff } from '../ports/staff-tokens.js';
import { Companies } from '../shared/companies.js';
import { CustomerScopes } from '../shared/customer-scopes.js';
import { mustActFor } from '../shared/own-scopes.js';

export interface ErasureOutcome {
  readonly erasureId: string;
  readonly outcome: 'erased' | 'restricted' | 'waiting';
  /** When the last of the person's records may be erased; null once all are, and as long as the erasure waits. */
  readonly retainedUntil: Instant | null;
}

/** Whom an erasure is about: customers or a user, by their ids. */
export interface ErasureSubjects {
  readonly kind: 'futuresErasure' | 'identityErasure';
  readonly subjects: readonly string[];
}

/** P2: users of the identity app are erased at once; customers when the retention ends, until when processing is restricted. */
@Injectable()
export class Erasures {
  constructor(
    private readonly runner: CommandRunner,
    private readonly scopes: CustomerScopes,
    private readonly companies: Companies,
    private readonly configuration: IdentityConfiguration,
    private readonly customers: CustomerErasure,
    private readonly users: IdentityUsers,
    private readonly userErasure: UserErasure,
  ) {}

  /** Whom an ID number names where the operator acts. @throws DomainError `customer.not-found`, `user.not-found` */
  async find(
    app: 'futures' | 'identity',
    idNumber: string,
    staff: Staff,
  ): Promise<ErasureSubjects & { readonly scope: Scope }> {
    if (app === 'futures') {
      const own = await this.scopes.own(idNumber, staff);
      if (own.size === 0) throw notFound('customer.not-found');
      return { kind: 'futuresErasure', subjects: [...own.keys()].sort(), scope: union(own.values()) };
    }
    mustActFor(staff, identityScope, 'user.not-found');
    const found = await this.users.holder(idNumberKey(idNumber));
    if (!found || !isKnown(found.user)) throw notFound('user.not-found');
    return { kind: 'identityErasure', subjects: [found.userId], scope: identityScope };
  }

  async scopeOf({ kind, subjects }: ErasureSubjects): Promise<Scope> {
    if (kind === 'identityErasure') return identityScope;
    return union(await Promise.all(subjects.map((id) => this.scopes.of(id))));
  }

  /** Whether a second operator must confirm it. What is restricted already needs nobody. */
  async takesTwo({ kind, subjects }: ErasureSubjects): Promise<boolean> {
    if (kind === 'identityErasure') return this.configuration.settings.fourEyes;
    for (const id of subjects) {
      const { state } = await this.runner.load(customerAccount, id);
      const open = state.is === 'registered' && !state.restriction;
      if (open && this.companies.asksFourEyes(state.companyCode)) return true;
    }
    return false;
  }

  /** Whether there is anything left to erase. @throws DomainError `customer.not-found`, `user.not-found` */
  async mustBeThere({ kind, subjects }: ErasureSubjects): Promise<void> {
    if (kind === 'identityErasure') {
      if (!isKnown(await this.users.load(subjects[0]!))) throw notFound('user.not-found');
      return;
    }
    const accounts = await Promise.all(subjects.map((id) => this.runner.load(customerAccount, id)));
    if (accounts.every(({ state }) => state.is !== 'registered')) throw notFound('customer.not-found');
  }

  /** A repeat answers what holds already. */
  async perform(
    { kind, subjects }: ErasureSubjects,
    erasureId: string,
    context: CommandContext,
  ): Promise<ErasureOutcome> {
    if (kind === 'futuresErasure') return this.ofCustomers(subjects, erasureId, context);
    await this.userErasure.cancel(subjects[0]!, context);
    return { erasureId, outcome: 'erased', retainedUntil: null };
  }

  private async ofCustomers(
    ids: readonly string[],
    erasureId: string,
    context: CommandContext,
  ): Promise<ErasureOutcome> {
    const accounts: CustomerAccount[] = [];
    for (const id of ids) accounts.push(await this.customers.request(id, erasureId, partOf(context, id)));
    const restrictions = accounts.flatMap((account) =>
      account.is === 'registered' && account.restriction ? [account.restriction] : [],
    );
    const [first] = restrictions;
    if (!first) return { erasureId, outcome: 'erased', retainedUntil: null };
    const retainedUntil = restrictions.map((each) => each.retainedUntil).reduce(latest);
    return { erasureId: first.erasureId, outcome: 'restricted', retainedUntil };
  }
}
