import { Injectable } from '@nestjs/common';
import type { AgreementSignature } from '../../../domain/profile-change-request/events.js';
import { signatureTimeStamp } from '../../../domain/signature-time-stamp/decider.js';
import { CommandRunner } from '../../core/command-runner.js';

/** Time-stamps over signatures, as far as they were given. */
@Injectable()
export class SignatureStamps {
  constructor(private readonly runner: CommandRunner) {}

  /** TimeStampResp, DER; undefined where there is none, or none yet. */
  async of({ signingSessionId }: Pick<AgreementSignature, 'signingSessionId'>): Promise<Uint8Array | undefined> {
    const { state } = await this.runner.load(signatureTimeStamp, signingSessionId);
    return state.is === 'stamped' ? Buffer.from(state.timeStamp, 'base64') : undefined;
  }
}
