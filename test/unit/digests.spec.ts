import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { changeRows } from '../../src/application/futures/change-request/kinds/kinds.js';
import { renderAgreement } from '../../src/application/futures/documents/agreement-documents.js';
import { AgreementSet } from '../../src/application/futures/documents/agreement-set.js';
import { documentNumber, newDocumentSeed } from '../../src/application/futures/documents/document-numbers.js';
import type { StoredEvent } from '../../src/application/ports/event-store.js';
import { Companies } from '../../src/application/shared/companies.js';
import { Dictionaries } from '../../src/application/shared/dictionaries.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { shanghaiDate } from '../../src/domain/shared/shanghai-calendar.js';
import { commandContext } from '../support/command-context.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { customer, customerId, later, photosDone, proposed, requestId } from './histories.js';

const subject = `futures/0038/${customerId}`;
const companies = new Companies(loadCompanies('companies'));
const dictionaries = new Dictionaries();
const agreements = new AgreementSet(companies, dictionaries);
const fold = (facts: readonly ProfileChangeRequestEvent[]) =>
  facts.reduce(profileChangeRequest.evolve, profileChangeRequest.initialState) as OpenedRequest;

/** The log of a request whose documents were shown, once its customer was erased. */
const dumpOf = async (form: ProfileChangeRequestEvent): Promise<string> => {
  const keys = new MemoryDataKeys();
  const facts = [...photosDone, form];
  const shown = agreements.of(requestId, fold(facts)).map(({ documentId, version, sha256 }) => ({
    type: 'AgreementShown',
    data: { documentId, version, sha256, objectId: requestId, shownAt: later(4) },
  }));
  const stream = `ProfileChangeRequest-${requestId}`;
  const events = await new EventCodec(keys).encode([...facts, ...shown], stream, commandContext(), subject);
  await keys.destroy(subject);
  return JSON.stringify(events.map((event): Partial<StoredEvent> => ({ ...event, stream })));
};

/**
 * Whoever holds the dump and the company's texts guesses persons, the right one among them, and takes every word of the
 * dump for a document's number, or for what it is made of.
 */
const guessed = (dump: string): readonly string[] => {
  const company = companies.get('0038');
  const digests = new Set(dump.match(/\b[0-9a-f]{64}\b/g));
  const words = new Set(dump.match(/[A-Za-z0-9+/=-]{8,}/g));
  const found: string[] = [];
  for (const guess of [{ ...customer, name: '王五', idNumber: '110101199003072113' }, customer])
    for (const template of company.documents.agreements) {
      const numbers = [...words].flatMap((word) => [word, documentNumber(word, template.documentId)]);
      for (const number of [undefined, ...numbers]) {
        const bytes = renderAgreement(template, {
          companyName: company.name,
          requestId,
          documentNumber: number,
          customer: guess,
          rows: changeRows(fold(photosDone).current, fold([...photosDone, proposed]).proposed!, dictionaries),
          photos: [],
          date: shanghaiDate(later(3)),
        });
        if (digests.has(createHash('sha256').update(bytes).digest('hex'))) found.push(guess.name);
      }
    }
  return found;
};

describe('P1 a digest in the log', () => {
  it('tells nobody who guesses name and ID number, after an erasure, whose it is', async () => {
    expect(guessed(await dumpOf(proposed))).toEqual([]);
  });

  it('would be told of documents without a number (control)', async () => {
    const { documentSeed: _, ...data } = proposed.data as { documentSeed?: string };
    expect(guessed(await dumpOf({ ...proposed, data } as ProfileChangeRequestEvent))).toContain(customer.name);
  });

  it('F20 documents of one form have numbers of their own, and another form has others', () => {
    const numbers = (seed: string) =>
      agreements
        .of(requestId, { ...fold([...photosDone, proposed]), documentSeed: seed })
        .map(({ documentId, bytes }) => {
          const number = documentNumber(seed, documentId);
          expect(Buffer.from(bytes).includes(number)).toBe(true);
          return number;
        });
    const all = [...numbers(newDocumentSeed()), ...numbers(newDocumentSeed())];
    expect(new Set(all).size).toBe(4);
    for (const number of all) expect(number).toMatch(/^[0-9a-f]{32}$/);
  });
});
