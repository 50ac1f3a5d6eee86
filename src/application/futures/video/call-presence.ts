import { Injectable } from '@nestjs/common';
import { plus, second } from '../../../domain/shared/instant.js';
import { videoVerification } from '../../../domain/video-verification/decider.js';
import type { Ticket } from '../../../domain/video-verification/state.js';
import { CommandRunner } from '../../core/command-runner.js';
import { Clock } from '../../ports/clock.js';
import { ShortLived } from '../../ports/short-lived.js';
import type { FuturesSession } from '../account/customers.js';

/** Two beats of an event stream. */
const present = 30 * second;

/** Whether the customer's side is in a call (F26): its open stream, its polling and its signals are signs of life. */
@Injectable()
export class CallPresence {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly runner: CommandRunner,
    private readonly clock: Clock,
  ) {}

  /** A sign of life. It counts for the call that the ticket is in, from the device that joined. */
  async note(id: string, session: FuturesSession): Promise<void> {
    const { state } = await this.runner.load(videoVerification, id);
    if (state.is !== 'ticket' || state.status !== 'inCall' || state.device !== session.device) return;
    await this.shortLived.put('call-presence', keyOf(id, state), {}, plus(this.clock.now(), present));
  }

  /** Whether there was one within this call and the last 30 seconds. */
  async isThere(id: string, ticket: Ticket): Promise<boolean> {
    return (await this.shortLived.find('call-presence', keyOf(id, ticket))) !== undefined;
  }
}

const keyOf = (id: string, { callStartedAt }: Ticket): string => `${id}/${callStartedAt}`;
