import { Injectable } from '@nestjs/common';
import { identityUser } from '../../domain/identity-user/decider.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { SmsNotice } from '../ports/sms-gateway.js';
import { NoticeProcess } from './notice-process.js';
import { Notices } from './notices.js';

/**
 * P4: a changed password or level is told to the user's number, a changed mobile to the old and the new one, whoever
 * changed it. A cancellation is told before the numbers are erased (`UserErasure`).
 */
@Injectable()
export class SendIdentityNotices extends NoticeProcess {
  readonly name = 'send-identity-notices';
  readonly types = Object.keys(told);

  constructor(
    private readonly runner: CommandRunner,
    notices: Notices,
  ) {
    super(notices);
  }

  protected noticeOf = (type: string) => told[type]!;

  protected async numbersOf({ type, stream, revision }: StoredEvent) {
    // The first import is no change: nobody had an account.
    if (revision === 0n) return [];
    const [before, after] = [await this.mobile(stream, revision - 1n), await this.mobile(stream, revision)];
    return told[type] === 'mobileChanged' && before === after ? [] : [before, after];
  }

  private async mobile(stream: string, until: bigint) {
    const { state } = await this.runner.load(identityUser, ownerId(stream), until);
    return isKnown(state) ? state.mobile : null;
  }
}

const told: { readonly [type: string]: SmsNotice } = {
  MobileChanged: 'mobileChanged',
  IdentityUserImported: 'mobileChanged',
  IdentityUserActivated: 'mobileChanged',
  PasswordChanged: 'passwordChanged',
  RealNameUpgraded: 'realNameLevelRaised',
};
