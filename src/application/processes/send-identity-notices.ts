import { Injectable } from '@nestjs/common';
import { identityUser } from '../../domain/identity-user/decider.js';
import { isKnown } from '../../domain/identity-user/state.js';
import { isMobile } from '../../domain/shared/phone-number.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import type { StoredEvent } from '../ports/event-store.js';
import { SmsGateway, type SmsNotice } from '../ports/sms-gateway.js';
import type { Process } from './process.js';

/** P4: a changed mobile or password is told to the old and the new number. At least once, as SendNotices. */
@Injectable()
export class SendIdentityNotices implements Process {
  readonly name = 'send-identity-notices';
  readonly types = ['MobileChanged', 'PasswordChanged'];

  constructor(
    private readonly runner: CommandRunner,
    private readonly gateway: SmsGateway,
  ) {}

  async handle({ stream, revision, type }: StoredEvent): Promise<void> {
    const numbers = new Set([await this.mobile(stream, revision - 1n), await this.mobile(stream, revision)]);
    for (const number of numbers) if (number && isMobile(number)) await this.gateway.sendNotice(number, notices[type]!);
  }

  private async mobile(stream: string, until: bigint): Promise<string | null> {
    const { state } = await this.runner.load(identityUser, ownerId(stream), until);
    return isKnown(state) ? state.mobile : null;
  }
}

const notices: { readonly [type: string]: SmsNotice } = {
  MobileChanged: 'mobileChanged',
  PasswordChanged: 'passwordChanged',
};
