import { expect } from '@jest/globals';
import { eventually } from '../eventually.js';
import { send } from '../people/journey.js';
import type { Model } from './model.js';
import { audit, type Real, visitorAt } from './world.js';

interface Stream {
  readonly stream: string;
  readonly category: string;
  readonly facts: readonly { readonly id: string; readonly type: string; readonly data: Record<string, unknown> }[];
  // biome-ignore lint/suspicious/noExplicitAny: the state of whatever aggregate it is
  readonly state: any;
}

/** What the log has of the customer: each fact once, and folded it is what the model says. */
export const logAgrees = (model: Model, real: Real): Promise<void> =>
  eventually(async () => {
    const streams = await streamsOf(real, visitorAt(real).customer.person.idNumber);
    const of = (category: string) => streams.filter((each) => each.category === category);
    const ids = streams.flatMap(({ facts }) => facts.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);

    const [account, ...none] = of('CustomerAccount');
    expect(none).toEqual([]);
    const { contactPhone: phones, identityValidity: identity, otherInformation: other } = model.versions;
    const applied = model.applied.map(({ id }) => id);
    expect(account!.state).toMatchObject({ versions: { phones, identity, other }, appliedRequests: applied });
    expect(count(account!, 'ChangeRequestApplied')).toBe(applied.length);

    const requests = of('ProfileChangeRequest');
    expect(statuses(requests)).toEqual(Object.fromEntries(model.requests.map(({ id, status }) => [id, status])));
    for (const request of requests) {
      expect(count(request, 'ProfileChangeRequestOpened')).toBe(1);
      expect(count(request, 'ProfileChangeRequestApplied')).toBe(request.state.status === 'applied' ? 1 : 0);
    }

    const tickets = of('VideoVerification');
    const own = model.queue.tickets.filter(({ who }) => who === 'me');
    expect(statuses(tickets)).toEqual(Object.fromEntries(own.map(({ id, status }) => [id, status])));
    const uses = own.filter(({ used }) => used).length;
    expect(tickets.reduce((sum, ticket) => sum + count(ticket, 'VerificationPassUsed'), 0)).toBe(uses);

    const certificates = of('DigitalCertificate');
    const { issued } = model.certificates;
    expect(uses).toBe(issued.length);
    for (const each of certificates) expect(count(each, 'CertificateIssued')).toBe(1);
    const live = (each: { revoked: unknown }) => !each.revoked;
    expect(certificates.map(({ state }) => state.serial).toSorted()).toEqual(
      issued.map(({ serial }) => serial).toSorted(),
    );
    expect(certificates.filter(({ state }) => live(state)).map(({ state }) => state.serial)).toEqual(
      live(model.certificates.current) ? [model.certificates.current.serial] : [],
    );
  });

const count = ({ facts }: Stream, type: string): number => facts.filter((fact) => fact.type === type).length;

const statuses = (streams: readonly Stream[]): Readonly<Record<string, string>> =>
  Object.fromEntries(streams.map(({ stream, state }) => [stream.slice(stream.indexOf('-') + 1), state.status]));

const streamsOf = async ({ company }: Real, idNumber: string): Promise<readonly Stream[]> => {
  const { auditor } = (await send(`${company.url}/sandbox/staff-tokens`, 'GET')).body;
  const headers = { authorization: `Bearer ${auditor}`, 'x-audit-reason': 'end of a random walk' };
  const found = await send(`${company.url}/v1/audit/stream-searches`, 'POST', { body: { idNumber }, headers });
  return Promise.all(
    found.body.items.map(async ({ stream, category, revision }: Record<string, string>) => {
      const facts = (await audit(company, `/streams/${stream}?limit=500`)).body.items;
      expect(facts.map((fact: { revision: number }) => fact.revision)).toEqual(facts.map((_: object, n: number) => n));
      const { state } = (await audit(company, `/streams/${stream}/state?revision=${revision}`)).body;
      return { stream, category, facts, state };
    }),
  );
};
