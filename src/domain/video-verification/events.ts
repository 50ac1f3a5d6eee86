// Stored for twenty years: fields are added, never renamed or reused; a new meaning is a new event type.
import type { EventSchema, Fact } from '../shared/decider.js';
import type { Instant } from '../shared/instant.js';
import { type Held, type Personal, record, text } from '../shared/personal.js';

/** Who took the call: shown to the customer with the licence number (F26). */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly licenceNumber: string;
}

const agent = record<Agent>({ id: text, name: text, licenceNumber: text });

export type VideoVerificationEvent<H extends Held = 'opened'> =
  | Fact<
      'VideoVerificationRequested',
      {
        readonly customerId: string;
        readonly companyCode: string;
        readonly branchCode: string;
        readonly device: string;
        readonly requestedAt: Instant;
      }
    >
  | Fact<'VideoCallStarted', { readonly agent: Personal<Agent, H>; readonly startedAt: Instant }>
  | Fact<'VideoCallInterrupted', { readonly by: 'agent' | 'timeout'; readonly interruptedAt: Instant }>
  | Fact<
      'VideoVerificationPassed',
      { readonly agent: Personal<Agent, H>; readonly recordingReference: string | null; readonly passedAt: Instant }
    >
  | Fact<
      'VideoVerificationRejected',
      {
        readonly agent: Personal<Agent, H>;
        readonly reason: Personal<string, H>;
        readonly recordingReference: string | null;
        readonly rejectedAt: Instant;
      }
    >
  | Fact<'VideoVerificationEnded', { readonly by: 'customer' | 'otherDevice' | 'timeout'; readonly endedAt: Instant }>
  /** The pass went into this certificate: once only (F27). */
  | Fact<
      'VerificationPassUsed',
      { readonly certificateId: string; readonly keySha256: string; readonly usedAt: Instant }
    >
  /** The customer was shut out, or has another login mobile, before the pass was used (F4). */
  | Fact<'VerificationPassVoided', { readonly voidedAt: Instant }>
  | Fact<'VideoVerificationAbandoned', { readonly at: Instant }>;

export const videoVerificationSchema = {
  VideoVerificationRequested: { version: 1, personal: {} },
  VideoCallStarted: { version: 1, personal: { agent } },
  VideoCallInterrupted: { version: 1, personal: {} },
  VideoVerificationPassed: { version: 1, personal: { agent } },
  VideoVerificationRejected: { version: 1, personal: { agent, reason: text } },
  VideoVerificationEnded: { version: 1, personal: {} },
  VerificationPassUsed: { version: 1, personal: {} },
  VerificationPassVoided: { version: 1, personal: {} },
  VideoVerificationAbandoned: { version: 1, personal: {} },
} as const satisfies EventSchema<VideoVerificationEvent<'sealed'>>;
