import { expect } from '@jest/globals';
import fc from 'fast-check';
import { type ChangeKind, freshPhotos } from '../../demo/changes.js';
import { picture } from '../../demo/main-job.js';
import { Company, Customer, type SignedIn } from './journey.js';
import { kinds, type Model, type ModelRequest, values } from './model.js';
import { agree } from './model-agreement.js';
import { form, reaches, signAll } from './requests.js';
import type { RunningService } from './running-service.js';

/** The real thing: a customer with a certificate on a device, and the company's staff. */
export interface Real {
  readonly service: RunningService;
  me: SignedIn;
  company: Company;
  serial: string;
  pictures: number;
}

interface Command {
  readonly check: (model: Model) => boolean;
  readonly run: (model: Model, real: Real) => Promise<void>;
  readonly toString: () => string;
}

/** A step: what it does to the model and to the service; afterwards both must tell the same. */
const step = (
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  possible: (model: Model) => boolean = () => true,
): Command => ({
  check: (model) => possible(model),
  run: async (model, real) => {
    await run(model, real);
    await agree(model, real);
  },
  toString: () => name,
});

/** A step of the newest request of a kind. */
const onRequest = (
  name: string,
  kind: ChangeKind,
  run: (request: ModelRequest, model: Model, real: Real) => Promise<void>,
): Command =>
  step(
    `${name} ${kind}`,
    (model, real) => run(model.newest(kind)!, model, real),
    (model) => model.newest(kind) !== undefined,
  );

const open = (kind: ChangeKind) =>
  step(`open ${kind}`, async (model, { me }) => {
    const { verdict, body } = await me.call('POST', '/change-requests', { body: { kind } });
    const before = model.newest(kind);
    if (before?.status === 'open' || before?.status === 'submitted') {
      expect(verdict).toBe('409 change-request.already-open');
      expect(body).toMatchObject({ changeRequestId: before.id, requestStatus: before.status });
    } else {
      expect(verdict).toBe('201');
      model.open(body.id, kind);
    }
  });

const photos = (kind: ChangeKind) =>
  onRequest('photos', kind, async (request, model, real) => {
    real.pictures += 3;
    if (request.status === 'open') {
      await real.me.device.photosAndLetter(request.id, real.pictures, freshPhotos(kind));
      request.photos = true;
      model.voidSignatures(request);
    } else {
      const body = await picture(real.pictures);
      const { verdict } = await real.me.on(request.id, 'PUT', '/photos/signature', { body });
      expect(verdict).toBe('409 change-request.closed');
    }
  });

const fill = (kind: ChangeKind, value: number) =>
  onRequest(`form ${value}`, kind, async (request, model, { me }) => {
    const refusal = model.formRefusal(request, value);
    const { verdict } = await form(me, request.id, kind, values[kind][value]);
    expect(verdict).toBe(refusal ?? '200');
    if (!refusal) model.propose(request, value);
  });

const sign = (kind: ChangeKind) =>
  onRequest('sign', kind, async (request, _, { me, serial }) => {
    if (request.status !== 'open' || request.proposed === null) return;
    await signAll(me, request.id, serial);
    Object.assign(request, { signed: true, consented: true });
  });

const consent = (kind: ChangeKind) =>
  onRequest('consent', kind, async (request, _, { me }) => {
    const refusal = request.status === 'open' ? '422 change-request.step-not-reached' : '409 change-request.closed';
    const may = request.status === 'open' && request.proposed !== null;
    const { verdict } = await me.on(request.id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    expect(verdict).toBe(may ? '200' : refusal);
    if (may) request.consented = true;
  });

const submission = (kind: ChangeKind) =>
  onRequest('submit', kind, async (request, model, { me }) => {
    const refusal = model.submissionRefusal(request);
    expect((await me.on(request.id, 'POST', '/submission')).verdict).toBe(refusal ?? '202');
    if (refusal) return;
    request.status = 'submitted';
    if (model.approval === 'review') return;
    await reaches(me, request.id, 'applied');
    model.apply(request);
  });

const cancel = (kind: ChangeKind) =>
  onRequest('cancel', kind, async (request, _, { me }) => {
    const may = request.status === 'open' || request.status === 'cancelled';
    expect((await me.on(request.id, 'DELETE')).verdict).toBe(may ? '204' : '409 change-request.closed');
    if (may) request.status = 'cancelled';
  });

const refresh = (kind: ChangeKind) =>
  onRequest('refresh', kind, async (request, model, { me }) => {
    const may = model.refreshes(request);
    expect((await me.on(request.id, 'POST', '/refresh')).verdict).toBe(may ? '200' : '409 change-request.closed');
    if (may) model.refresh(request);
  });

const review = (kind: ChangeKind, decision: 'approval' | 'rejection') =>
  onRequest(decision, kind, async (request, model, { me, company }) => {
    const refusal = model.reviewRefusal(request, decision);
    const body = decision === 'rejection' ? { reason: '照片不清晰' } : undefined;
    const answer = await company.as('reviewer', 'POST', `/change-requests/${request.id}/${decision}`, { body });
    expect(answer.verdict).toBe(refusal ?? '200');
    if (refusal) return;
    if (decision === 'rejection') request.status = 'rejected';
    else {
      await reaches(me, request.id, 'applied');
      model.apply(request);
    }
  });

const approval = (kind: ChangeKind) => review(kind, 'approval');
const rejection = (kind: ChangeKind) => review(kind, 'rejection');

const groups = { contactPhone: 'phones', identityValidity: 'identity', otherInformation: 'other' } as const;

const bring = (said: Readonly<Record<ChangeKind, number>>, old: boolean) =>
  step(`import ${JSON.stringify(said)}${old ? ' of long ago' : ''}`, async (model, { me }) => {
    const [phone, validity, other] = kinds.map((kind) => values[kind][said[kind]] as Record<string, unknown>);
    const change = {
      contactPhone: phone!.phone,
      validity: { start: validity!.start, end: validity!.end },
      other,
      ...(old && { asOf: '2026-01-01T00:00:00.000Z' }),
    };
    const answer = await me.customer.import(change);
    expect(answer.verdict).toBe('200');
    expect(answer.body.kept.toSorted()).toEqual(
      model
        .import(said, old)
        .map((kind) => groups[kind])
        .toSorted(),
    );
  });

/** The agent lets the customer pass again: a new certificate takes the old one's place, what it signed stays signed. */
const certificate = step('another certificate', async (_, real) => {
  real.serial = await real.me.certify();
});

const minutes = step('five minutes pass', async (_, { company }) => {
  await company.clock(300);
});

/** The same day of the week and hour, so that the company is open. Sessions and staff's tokens are over by then (§1). */
const weeks = step(
  'five weeks pass',
  async (model, real) => {
    const { customer, deviceId, company, device } = real.me;
    await company.clock(35 * 86_400);
    real.company = await Company.of(real.service, company.code);
    real.me = await new Customer(real.company, customer.person, customer.number).signIn(deviceId);
    Object.assign(real.me.device, { storage: device.storage });
    model.nextPeriod();
  },
  (model) => model.period < 3,
);

const value = fc.nat({ max: 2 });
const said = fc.record({ contactPhone: value, identityValidity: value, otherInformation: value });

/**
 * Steps in random order, mostly of one kind; those that lead to a submission come along as a run, so that what lies
 * behind it is reached often.
 */
const stepsOf = (focus: ChangeKind) => {
  const kind = fc.oneof(
    { weight: 5, arbitrary: fc.constant(focus) },
    { weight: 1, arbitrary: fc.constantFrom(...kinds) },
  );
  const oneOf = (...steps: readonly ((kind: ChangeKind) => Command)[]) =>
    fc.constantFrom(...steps).chain((of) => kind.map((k) => [of(k)]));
  const toSubmission = fc.tuple(kind, value).map(([k, v]) => [open(k), photos(k), fill(k, v), sign(k), submission(k)]);
  const choices = [
    { weight: 5, arbitrary: toSubmission },
    { weight: 6, arbitrary: oneOf(approval, approval, rejection) },
    { weight: 5, arbitrary: fc.tuple(said, fc.boolean()).map(([s, old]) => [bring(s, old)]) },
    { weight: 4, arbitrary: oneOf(refresh) },
    { weight: 3, arbitrary: fc.tuple(kind, value).map(([k, v]) => [fill(k, v)]) },
    { weight: 4, arbitrary: oneOf(open, photos, sign, consent, submission, cancel) },
    { weight: 2, arbitrary: fc.constantFrom([minutes], [weeks], [certificate]) },
  ];
  return fc.array(fc.oneof(...choices), { minLength: 8, maxLength: 16 }).map((runs) => runs.flat());
};

export const steps = fc.constantFrom(...kinds).chain(stepsOf);
