import { Injectable } from '@nestjs/common';
import { customerAccount } from '../../../domain/customer-account/decider.js';
import { digitalCertificate } from '../../../domain/digital-certificate/decider.js';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import type { AgreementSignature } from '../../../domain/profile-change-request/events.js';
import { signatureTimeStamp } from '../../../domain/signature-time-stamp/decider.js';
import { videoVerification } from '../../../domain/video-verification/decider.js';
import { uuidOf } from '../../core/ids.js';
import type { Issued } from '../../futures/certificate/signing-certificates.js';
import { EventStore, type StoredEvent } from '../../ports/event-store.js';
import { ReadModels } from '../../ports/read-models.js';
import { DependencyUnavailable } from '../../ports/unavailable.js';
import { allRows } from '../../read-models/all-rows.js';
import { looks } from '../../read-models/looks.js';
import { entryOf } from '../../transparency-log/entry.js';
import { masked } from '../audited.js';
import { type EvidenceFile, jsonFile, textFile } from './archive.js';

/** A stream's part in the archive. */
interface StreamPart {
  readonly stream: string;
  /** Whether every event from revision 0 to the last is here, or only those that concern the request. */
  readonly whole: boolean;
  readonly events: readonly StoredEvent[];
}

const patienceMs = 2_000;

/**
 * The events that tell of a request: its own, those of certificates, verifications and time-stamps, what the account shows of it, and which
 * staff were shown what of it.
 */
@Injectable()
export class RequestEvents {
  constructor(
    private readonly store: EventStore,
    private readonly readModels: ReadModels,
  ) {}

  /**
   * In the log's order within each stream.
   * @throws DependencyUnavailable while the read models have not seen the whole log
   */
  async of(
    changeRequestId: string,
    customerId: string,
    certificates: readonly Issued[],
    signatures: readonly AgreementSignature[],
  ): Promise<readonly StreamPart[]> {
    const whole = new Set([
      ...certificates.map(({ verificationId }) => `${videoVerification.category}-${verificationId}`),
      ...certificates.map(({ serial }) => `${digitalCertificate.category}-${uuidOf(serial)}`),
      `${profileChangeRequest.category}-${changeRequestId}`,
      ...signatures.map(({ signingSessionId }) => `${signatureTimeStamp.category}-${signingSessionId}`),
    ]);
    const parts: StreamPart[] = [];
    for (const stream of whole) parts.push({ stream, whole: true, events: await this.read(stream) });
    const begun = parts.filter((part) => part.events.length > 0);
    const account = `${customerAccount.category}-${customerId}`;
    const events = (await this.read(account)).filter((event) => concerns(event, changeRequestId));
    if (events.length > 0) begun.push({ stream: account, whole: false, events });
    return [...begun, ...(await this.looks([...whole]))];
  }

  /** Of the trails of staff, what shows something of these streams. */
  private async looks(about: readonly string[]): Promise<readonly StreamPart[]> {
    const head = await this.store.head();
    if (head !== undefined && !(await this.readModels.waitFor(head, patienceMs)))
      throw new DependencyUnavailable('read models');
    const shown: StoredEvent[] = [];
    for await (const { row } of allRows(this.readModels, looks, { about }))
      for await (const event of this.store.read(row.stream, { from: BigInt(row.revision), limit: 1 }))
        shown.push(event);
    return [...Map.groupBy(shown, ({ stream }) => stream)].map(([stream, events]) => ({
      stream,
      whole: false,
      events,
    }));
  }

  /** All of them, in the order of the log. */
  inOrder(parts: readonly StreamPart[]): readonly StoredEvent[] {
    return parts.flatMap(({ events }) => events).sort((a, b) => this.store.compare(a.position, b.position));
  }

  private async read(stream: string): Promise<readonly StoredEvent[]> {
    const events: StoredEvent[] = [];
    for await (const event of this.store.read(stream)) events.push(event);
    return events;
  }
}

/** Facts of the account by which a document counts as erased (P2). */
const erasures = new Set(['ProcessingRestricted', 'PersonalDataErased']);

/** Whether an account's event is of the request: applies it, or erases its documents. */
const concerns = ({ type, data }: StoredEvent, changeRequestId: string): boolean => {
  const { cause } = data as { cause?: { changeRequestId?: string } };
  return erasures.has(type) || (cause?.changeRequestId ?? data.changeRequestId) === changeRequestId;
};

/** Data and metadata as the JSON texts that the log keeps, and the entry that names their digests. */
export const filesOfEvent = (path: string, event: StoredEvent): readonly EvidenceFile[] => [
  textFile(`${path}.json`, event.raw.data),
  textFile(`${path}.metadata.json`, event.raw.metadata),
  textFile(`${path}.entry`, entryOf(event)),
];

/** `events/0007`: every file of the eighth event begins with it. */
export const pathOfEvent = (n: number): string => `events/${String(n).padStart(4, '0')}`;

/** Where each stream begins and ends in the archive, so that a missing event is seen. */
export const streamsFile = (parts: readonly StreamPart[]): EvidenceFile =>
  jsonFile(
    'streams.json',
    parts.map(({ stream, whole, events }) => ({
      stream,
      whole,
      first: Number(events.at(0)!.revision),
      last: Number(events.at(-1)!.revision),
      events: events.length,
    })),
  );

/** The same events in one file for people, personal fields masked. */
export const eventsFile = (events: readonly StoredEvent[]): EvidenceFile =>
  jsonFile(
    'events.json',
    events.map(({ id, stream, revision, position, type, metadata, data }) => {
      const { commandId: _, mac: __, ...rest } = metadata;
      return { id, stream, revision: Number(revision), position, type, ...rest, data: masked(data) };
    }),
  );
