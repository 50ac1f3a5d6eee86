import { Injectable } from '@nestjs/common';
import { profileChangeRequest } from '../../domain/profile-change-request/decider.js';
import type { AgreementSignature } from '../../domain/profile-change-request/events.js';
import { plus } from '../../domain/shared/instant.js';
import { signatureTimeStamp } from '../../domain/signature-time-stamp/decider.js';
import { systemContext } from '../core/command-context.js';
import { CommandRunner } from '../core/command-runner.js';
import { ownerId } from '../core/ids.js';
import { SignatureFormat } from '../ports/certificate-authority.js';
import { Clock } from '../ports/clock.js';
import type { StoredEvent } from '../ports/event-store.js';
import { type TimeStamp, TimeStamps } from '../ports/time-stamps.js';
import { Timers } from '../ports/timers.js';
import { DependencyUnavailable } from '../ports/unavailable.js';
import { type DueTimer, type Process, pauseAfter } from './process.js';

/** What a timer remembers of a signature; the timer's key is the id of its event. */
type Ask = {
  readonly correlationId: string;
  readonly customerId: string;
  readonly companyCode: string;
  readonly changeRequestId: string;
  readonly documentId: string;
  readonly signingSessionId: string;
  /** As the device gave it, base64. */
  readonly signature: string;
  readonly failures: number;
};

/** F29: has each signature time-stamped, as soon as the authority answers. Where there is none, nothing is done. */
@Injectable()
export class StampSignatures implements Process {
  readonly name = 'stamp-signatures';
  readonly types = ['AgreementSigned'];
  readonly beginsAt = 'now';
  readonly unordered = true;

  constructor(
    private readonly runner: CommandRunner,
    private readonly timeStamps: TimeStamps,
    private readonly format: SignatureFormat,
    private readonly timers: Timers,
    private readonly clock: Clock,
  ) {}

  /** Asking is left to a timer: an authority that hangs holds up no event. */
  async handle({ id, stream, revision, data, metadata }: StoredEvent): Promise<void> {
    if (this.timeStamps.roots === undefined) return;
    const changeRequestId = ownerId(stream);
    const { state } = await this.runner.loadWith(profileChangeRequest, changeRequestId, revision);
    if (state.is !== 'opened') return;
    const { customerId, companyCode } = state;
    const { documentId, signingSessionId, signature } = data as unknown as AgreementSignature;
    const of = { customerId, companyCode, changeRequestId, documentId, signingSessionId, signature };
    const ask: Ask = { ...of, correlationId: metadata.correlationId, failures: 0 };
    await this.timers.set(this.name, id, metadata.at, ask);
  }

  async fire({ key, payload }: DueTimer): Promise<void> {
    const { signature, failures, correlationId, ...of } = payload as Ask;
    const { state } = await this.runner.load(signatureTimeStamp, of.signingSessionId);
    if (state.is === 'stamped') return;
    const stamp = await this.ask(signature);
    const now = this.clock.now();
    if (stamp === 'away') {
      await this.timers.set(this.name, key, plus(now, pauseAfter(failures)), { ...payload, failures: failures + 1 });
    } else if (stamp) {
      const timeStamp = Buffer.from(stamp.response).toString('base64');
      const command = { type: 'KeepTimeStamp', stamped: { ...of, timeStamp, stampedAt: stamp.at } } as const;
      const context = systemContext(this.name, now, { id: key, correlationId });
      await this.runner.run(signatureTimeStamp, of.signingSessionId, command, context);
    }
  }

  /** Undefined where no authority is configured any more. */
  private async ask(signature: string): Promise<TimeStamp | 'away' | undefined> {
    try {
      return await this.timeStamps.stamp(this.format.signatureValue(Buffer.from(signature, 'base64')));
    } catch (error) {
      if (error instanceof DependencyUnavailable) return 'away';
      throw error;
    }
  }
}
