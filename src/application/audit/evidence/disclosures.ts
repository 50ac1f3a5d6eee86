import { Injectable } from '@nestjs/common';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import { isErased } from '../../../domain/shared/personal.js';
import type { Disclosure } from '../../core/disclosure.js';
import { EventCodec } from '../../core/event-codec.js';
import type { StoredEvent } from '../../ports/event-store.js';
import { type EvidenceFile, textFile } from './archive.js';
import { pathOfEvent } from './event-files.js';

/** A personal value that the archive shows, and what proves it. */
export interface ShownValue {
  /** Of the event that has it. */
  readonly path: string;
  readonly field: string;
  /** Undefined where the event has no digest of it: the service shows it, and nothing proves it. */
  readonly disclosure: Disclosure | undefined;
}

/** Of a request, what its documents show. What was on file before is not among it: it holds more than they show. */
const inDocuments = ['customerNumber', 'name', 'idNumber', 'validity', 'phone', 'other'];
/** What the certificate of completion shows without them, in part: it is not disclosed as a whole. */
const inPart = ['name', 'idNumber'];

/** Personal values of an archive, with the salts by which the digests in its events prove them (ADR 80). */
@Injectable()
export class Disclosures {
  constructor(private readonly codec: EventCodec) {}

  /**
   * Nothing of what was erased.
   * @param events of the archive, in its order
   * @param hasDocuments whether it has signed documents, which show the request's values in clear
   */
  async of(events: readonly StoredEvent[], customerId: string, hasDocuments: boolean): Promise<readonly ShownValue[]> {
    const shown: ShownValue[] = [];
    for (const { event, path, field } of valuesIn(events, hasDocuments ? inDocuments : inPart)) {
      const { data } = await this.codec.decode(event, customerId);
      if (isErased((data as Record<string, unknown>)[field])) continue;
      const isWhole = hasDocuments || field === agent;
      const disclosure = isWhole ? await this.codec.disclosure(event, field, customerId) : undefined;
      shown.push({ path, field, disclosure });
    }
    return shown;
  }
}

const agent = 'agent';

interface Value {
  readonly event: StoredEvent;
  readonly path: string;
  readonly field: string;
}

/** The last values that the request was given, and the agent of each verification that was passed. */
const valuesIn = (events: readonly StoredEvent[], fields: readonly string[]): readonly Value[] => {
  const last = new Map<string, Value>();
  for (const [n, event] of events.entries()) {
    const has = (field: string) => event.data[field] !== undefined && event.data[field] !== null;
    const value = (field: string) => ({ event, path: pathOfEvent(n), field });
    if (event.type === 'VideoVerificationPassed') last.set(`${agent} ${event.stream}`, value(agent));
    else if (event.stream.startsWith(`${profileChangeRequest.category}-`))
      for (const field of fields.filter(has)) last.set(field, value(field));
  }
  return [...last.values()];
};

/** One line for each value: a disclosure stands in it as it was sealed, to the byte, so that a shell can take its digest. */
export const disclosuresFile = (shown: readonly ShownValue[]): EvidenceFile => {
  const disclosed = shown.filter(({ disclosure }) => disclosure !== undefined);
  const others = shown.filter(({ disclosure }) => disclosure === undefined);
  const list = (lines: readonly string[]) => `[\n${lines.join(',\n')}\n]`;
  const disclosures = disclosed.map(({ path, disclosure }) => `{"event":"${path}","disclosure":${disclosure}}`);
  const notProvable = others.map(({ path, field }) => `{"event":"${path}","field":"${field}"}`);
  return textFile(
    'disclosures.json',
    `{\n"disclosures": ${list(disclosures)},\n"notProvable": ${list(notProvable)}\n}\n`,
  );
};
