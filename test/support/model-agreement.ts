import { expect } from '@jest/globals';
import type { ChangeKind } from '../../demo/changes.js';
import type { Company, SignedIn } from './journey.js';
import { type Model, maskedPhones, values } from './model.js';

/** Requests, profile and feed as the service tells them are those of the model. */
export const agree = async (model: Model, { me, company }: { me: SignedIn; company: Company }): Promise<void> => {
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
