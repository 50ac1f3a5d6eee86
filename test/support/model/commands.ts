import { expect } from '@jest/globals';
import { type ChangeKind, freshPhotos } from '../../../demo/changes.js';
import { picture } from '../../../demo/main-job.js';
import { form, reaches, signAll } from '../people/requests.js';
import { kinds, type Model, type ModelRequest, values } from './model.js';
import { day, hour, minute } from './time.js';
import type { Command } from './walk.js';
import { pass, present, type Real, visitorAt } from './world.js';

export type Step = Command<Model, Real>;

/** A step that the customer must be there for. */
const step = (
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  { possible = () => true, mayRace = false }: Partial<Pick<Step, 'possible' | 'mayRace'>> = {},
): Step => ({ possible, mayRace, prepare: present('me'), run, toString: () => name });

interface OnRequest {
  readonly possible?: (request: ModelRequest) => boolean;
  readonly mayRace?: boolean;
}

/** A step of the newest request of a kind. */
const onRequest = (
  name: string,
  kind: ChangeKind,
  run: (request: ModelRequest, model: Model, real: Real) => Promise<void>,
  { possible = () => true, mayRace = true }: OnRequest = {},
): Step =>
  step(`${name} ${kind}`, (model, real) => run(model.newest(kind)!, model, real), {
    possible: (model) => {
      const request = model.newest(kind);
      return request !== undefined && possible(request);
    },
    mayRace,
  });

export const open = (kind: ChangeKind) =>
  step(
    `open ${kind}`,
    async (model, real) => {
      const { verdict, body } = await visitorAt(real).call('POST', '/change-requests', { body: { kind } });
      const before = model.newest(kind);
      if (before?.status === 'open' || before?.status === 'submitted') {
        expect(verdict).toBe('409 change-request.already-open');
        expect(body).toMatchObject({ changeRequestId: before.id, requestStatus: before.status });
      } else {
        expect(verdict).toBe('201');
        model.open(body.id, kind);
      }
    },
    { mayRace: true },
  );

/** Several calls, or one that a race may undo. */
const calls = { mayRace: false };

export const photos = (kind: ChangeKind) =>
  onRequest(
    'photos',
    kind,
    async (request, model, real) => {
      real.pictures += 3;
      if (request.status === 'open') {
        await visitorAt(real).device.photosAndLetter(request.id, real.pictures, freshPhotos(kind));
        request.photos = true;
        model.voidSignatures(request);
      } else {
        const body = await picture(real.pictures);
        const { verdict } = await visitorAt(real).on(request.id, 'PUT', '/photos/signature', { body });
        expect(verdict).toBe('409 change-request.closed');
      }
    },
    calls,
  );

export const fill = (kind: ChangeKind, value: number) =>
  onRequest(
    `form ${value}`,
    kind,
    async (request, model, real) => {
      const me = visitorAt(real);
      const refusal = model.formRefusal(request, value);
      const { verdict } = await form(me, request.id, kind, values[kind][value]);
      expect(verdict).toBe(refusal ?? '200');
      if (!refusal) model.propose(request, value);
    },
    calls,
  );

/** F23, F29: with the certificate on this device, while it may sign. */
export const sign = (kind: ChangeKind) =>
  onRequest(
    'sign',
    kind,
    async (request, { certificates, now }, real) => {
      const me = visitorAt(real);
      const { serial } = certificates.current;
      if (certificates.usable(now)) {
        await signAll(me, request.id, serial);
        Object.assign(request, { signed: true, consented: true });
        return;
      }
      const document = '/agreements/changeApplication';
      await me.on(request.id, 'GET', document);
      const body = { certificateSerial: serial };
      const { verdict } = await me.on(request.id, 'POST', `${document}/signing-sessions`, { body });
      expect(verdict).toBe(`422 certificate.${certificates.state(now)}`);
    },
    { possible: ({ status, proposed }) => status === 'open' && proposed !== null, mayRace: false },
  );

export const consent = (kind: ChangeKind) =>
  onRequest('consent', kind, async (request, _, real) => {
    const me = visitorAt(real);
    const refusal = request.status === 'open' ? '422 change-request.step-not-reached' : '409 change-request.closed';
    const may = request.status === 'open' && request.proposed !== null;
    const { verdict } = await me.on(request.id, 'PUT', '/agreements/consent', { body: { agreed: true } });
    expect(verdict).toBe(may ? '200' : refusal);
    if (may) request.consented = true;
  });

export const submission = (kind: ChangeKind) =>
  onRequest('submit', kind, async (request, model, real) => {
    const me = visitorAt(real);
    const refusal = model.submissionRefusal(request);
    expect((await me.on(request.id, 'POST', '/submission')).verdict).toBe(refusal ?? '202');
    if (refusal) return;
    request.status = 'submitted';
    if (model.approval === 'review') return;
    await reaches(me, request.id, 'applied');
    model.apply(request);
  });

export const cancel = (kind: ChangeKind) =>
  onRequest('cancel', kind, async (request, _, real) => {
    const me = visitorAt(real);
    const may = request.status === 'open' || request.status === 'cancelled';
    expect((await me.on(request.id, 'DELETE')).verdict).toBe(may ? '204' : '409 change-request.closed');
    if (may) request.status = 'cancelled';
  });

export const refresh = (kind: ChangeKind) =>
  onRequest('refresh', kind, async (request, model, real) => {
    const me = visitorAt(real);
    const may = model.refreshes(request);
    expect((await me.on(request.id, 'POST', '/refresh')).verdict).toBe(may ? '200' : '409 change-request.closed');
    if (may) model.refresh(request);
  });

const review = (kind: ChangeKind, decision: 'approval' | 'rejection') =>
  onRequest(decision, kind, async (request, model, real) => {
    const me = visitorAt(real);
    const { company } = real;
    const refusal = model.reviewRefusal(request, decision);
    const body = decision === 'rejection' ? { reason: '照片不清晰' } : undefined;
    const path = `/change-requests/${request.id}`;
    const etag = (await company.as('reviewer', 'GET', path)).headers.get('etag') ?? '"0"';
    const headers = { 'if-match': etag };
    const answer = await company.as('reviewer', 'POST', `${path}/${decision}`, { body, headers });
    expect(answer.verdict).toBe(refusal ?? '200');
    if (refusal) return;
    if (decision === 'rejection') request.status = 'rejected';
    else {
      await reaches(me, request.id, 'applied');
      model.apply(request);
    }
  });

export const approval = (kind: ChangeKind) => review(kind, 'approval');
export const rejection = (kind: ChangeKind) => review(kind, 'rejection');

const groups = { contactPhone: 'phones', identityValidity: 'identity', otherInformation: 'other' } as const;

export const bring = (said: Readonly<Record<ChangeKind, number>>, old: boolean) =>
  step(
    `import ${JSON.stringify(said)}${old ? ' of long ago' : ''}`,
    async (model, real) => {
      const [phone, validity, other] = kinds.map((kind) => values[kind][said[kind]] as Record<string, unknown>);
      const change = {
        contactPhone: phone!.phone,
        validity: { start: validity!.start, end: validity!.end },
        other,
        ...(old && { asOf: '2026-01-01T00:00:00.000Z' }),
      };
      const answer = await visitorAt(real).customer.import(change);
      expect(answer.verdict).toBe('200');
      expect(answer.body.kept.toSorted()).toEqual(
        model
          .import(said, old)
          .map((kind) => groups[kind])
          .toSorted(),
      );
    },
    { mayRace: true },
  );

/** The clock goes on: past codes, tickets and sessions, into the night, past requests, past certificates. */
const passes: Readonly<Record<string, number>> = {
  'five minutes': 5 * minute,
  'sixteen minutes': 16 * minute,
  'half an hour': 31 * minute,
  'fifteen hours': 15 * hour,
  'a month': 31 * day,
  'a year': 366 * day,
};
export const times = Object.keys(passes);
export const time = (name: string) =>
  step(`${name} pass`, (model, real) => pass(model, real, model.now + passes[name]!));

export const crash = step('crash', (_, { service }) => service.crash());
