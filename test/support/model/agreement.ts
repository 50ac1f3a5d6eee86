import { expect } from '@jest/globals';
import type { ChangeKind } from '../../../demo/changes.js';
import type { SignedIn } from '../people/journey.js';
import { type Model, maskedPhones, values } from './model.js';
import type { Who } from './queue.js';
import { active, type Real } from './world.js';

/** Everybody who has a live session is told what the model says. */
export const agree = async (model: Model, real: Real): Promise<void> => {
  for (const [who, visitor] of active(model, real)) {
    await queueAgrees(model, who, visitor);
    if (who === 'me') await requestsAgree(model, visitor, real);
  }
};

/** The ticket and the numbers of the queue (F25). */
const queueAgrees = async ({ queue, now }: Model, who: Who, me: SignedIn): Promise<void> => {
  const ticket = queue.newest(who);
  if (!ticket) return;
  const current = await me.call('GET', '/video-verifications/current');
  if (!queue.isCurrent(ticket, now)) return expect(current.verdict).toBe('404 verification.not-found');
  const { id, status, waiting, position } = current.body;
  expect({ id, status, waiting, position }).toEqual({
    id: ticket.id,
    status: ticket.status,
    waiting: queue.waiting.length,
    position: ticket.status === 'waiting' ? queue.waiting.indexOf(ticket) + 1 : null,
  });
  ticket.heartbeatAt = now;
};

/** Requests, profile, certificate and feed. */
const requestsAgree = async (model: Model, me: SignedIn, { company }: Real): Promise<void> => {
  const { certificates, now } = model;
  const { serial, state } = (await me.call('GET', '/certificates/current')).body;
  expect({ serial, state }).toEqual({ serial: certificates.current.serial, state: certificates.state(now) });
  const told = (await me.call('GET', '/change-requests')).body.items;
  const expected = model.requests.toReversed().map((request) => ({
    id: request.id,
    kind: request.kind,
    status: request.status,
    step: model.stepOf(request),
    current: onFileAs(request.kind, request.current),
    proposed: request.proposed === null ? null : values[request.kind][request.proposed],
    consented: request.consented,
    signed: request.proposed === null ? [] : [request.signed, request.signed],
  }));
  const shown = ({ id, kind, status, step, current, proposed, consented, agreements }: (typeof told)[number]) => {
    const signed = agreements.map((each: { signed: boolean }) => each.signed);
    return { id, kind, status, step, current, proposed, consented, signed };
  };
  expect(told.map(shown)).toEqual(expected);
  const { phones, identity, other, openRequests } = (await me.call('GET', '/profile')).body;
  const going = expected.filter(({ status }) => status === 'open' || status === 'submitted');
  expect(openRequests).toEqual(going.map(({ id, kind, status, step }) => ({ id, kind, status, step })));
  expect(phones.contactPhone).toBe(maskedPhones[model.onFile.contactPhone]);
  expect(identity.validity).toMatchObject(values.identityValidity[model.onFile.identityValidity]!);
  const { province, city, education, occupation, ...rest } = other;
  const codes = {
    provinceCode: province.code,
    cityCode: city.code,
    education: education.code,
    occupation: occupation.code,
  };
  expect({ ...rest, ...codes }).toEqual(values.otherInformation[model.onFile.otherInformation]);
  const feed = (await company.as('operator', 'GET', `/account-changes?companyCode=${company.code}&limit=500`)).body
    .items;
  const own = feed.filter((item: { customerNumber: string }) => item.customerNumber === me.customer.number);
  expect(own.map((item: { changeRequestId: string }) => item.changeRequestId)).toEqual(
    model.applied.map(({ id }) => id),
  );
};

const onFileAs = (kind: ChangeKind, value: number): object =>
  kind === 'contactPhone' ? { phone: maskedPhones[value] } : values[kind][value]!;
