import { Injectable } from '@nestjs/common';
import { identityUser } from '../../domain/identity-user/decider.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { isErased } from '../../domain/shared/personal.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { Credentials } from '../ports/credentials.js';
import { DataKeys } from '../ports/data-keys.js';
import { IdempotencyRecords } from '../ports/idempotency-records.js';
import { SmsGateway } from '../ports/sms-gateway.js';
import { Background, patiently } from '../shared/background.js';
import { Sessions } from '../shared/sessions.js';
import { claimsOf, IdentityUsers, userSubject } from './users.js';

/** P2, R17: what goes when a user is cancelled. Any part of it may be repeated. */
@Injectable()
export class UserErasure {
  constructor(
    private readonly runner: CommandRunner,
    private readonly users: IdentityUsers,
    private readonly sessions: Sessions,
    private readonly credentials: Credentials,
    private readonly records: IdempotencyRecords,
    private readonly dataKeys: DataKeys,
    private readonly gateway: SmsGateway,
    private readonly background: Background,
  ) {}

  /** Records the cancellation, tells the user (P4), then erases. @throws DomainError `user.not-found` */
  async cancel(userId: string, context: CommandContext): Promise<void> {
    const before = await this.users.load(userId);
    await this.users.run(userId, { type: 'CancelUser', at: context.at }, context);
    if (isKnown(before) && before.mobile) this.tell(before.mobile);
    await this.erase(userId, context);
  }

  /** Now or never: nothing that is left names the number. */
  private tell(mobile: string): void {
    this.background.add(
      patiently(() => this.gateway.sendNotice(mobile, 'accountCancelled')),
      () => {},
    );
  }

  /** The key goes last: the claims are found by what it sealed. */
  async erase(userId: string, context: CommandContext): Promise<void> {
    const { revision } = await this.runner.load(identityUser, userId);
    const { state } = await this.runner.load(identityUser, userId, revision - 1n);
    await this.sessions.endAll(userId);
    if (isKnown(state) && !isErased(state.idNumber))
      for (const key of claimsOf(state)) await this.users.release(key, userId, partOf(context, 'erase'));
    await this.credentials.deleteAll(userId);
    await this.records.deleteFor(userSubject(userId));
    await this.dataKeys.destroy(userSubject(userId));
  }
}
