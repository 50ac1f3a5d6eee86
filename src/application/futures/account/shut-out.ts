import { Injectable } from '@nestjs/common';
import { videoVerification } from '../../../domain/video-verification/decider.js';
import { Claims } from '../../core/claims.js';
import { type CommandContext, partOf } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { Sessions } from '../../shared/sessions.js';

/** What a customer has open when the account is theirs to use no more, or another number signs in to it (F4, P2). */
@Injectable()
export class ShutOut {
  constructor(
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
    private readonly sessions: Sessions,
  ) {}

  /** Ends the sessions, a place in the video queue or a call, and a pass not yet used. */
  async of(customerId: string, context: CommandContext): Promise<void> {
    await this.sessions.endAll(customerId);
    const ticket = await this.claims.holder(['videoTicket', customerId]);
    if (!ticket) return;
    const { state } = await this.runner.load(videoVerification, ticket);
    if (state.is !== 'ticket') return;
    const command = { type: 'VoidTicket', at: context.at } as const;
    await this.runner.run(videoVerification, ticket, command, partOf(context, 'ticket'));
  }
}
