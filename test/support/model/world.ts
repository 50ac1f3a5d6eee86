import { expect } from '@jest/globals';
import { eventually } from '../eventually.js';
import { Company, Customer, certificatePassword, type SignedIn, send } from '../people/journey.js';
import { WaitingRoom } from '../people/video-queue.js';
import type { Crashable } from './faults.js';
import { Model } from './model.js';
import type { ModelTicket, Who } from './queue.js';
import { WalkedService } from './service.js';
import { clockOf, hour, instantOf, isOpen, minute, nextTurn, quotaEnd, second } from './time.js';

/** Somebody at a device, and when the session and codes by text message end. */
export interface Visitor {
  readonly customer: Customer;
  at: SignedIn;
  idleUntil: number;
  until: number;
  readonly sends: number[];
}

/** The real thing: a customer with a certificate on a device, others of the same branch, and the company's staff. */
export interface Real extends Crashable {
  readonly company: Company;
  readonly visitors: Map<Who, Visitor>;
  readonly arrive: (who: Who, now: number) => Promise<Visitor>;
  pictures: number;
}

const idle = 15 * minute;
const absolute = 12 * hour;
/** No step takes longer. */
const stepTime = 40 * second;
const order = { me: 0, first: 1, second: 2 } as const;

/** One customer after the other comes to a service, each with others of the same branch. */
export class World {
  private readonly walked = new WalkedService();

  dispose(): Promise<void> {
    return this.walked.dispose();
  }

  async begin(code: string): Promise<{ model: Model; real: Real }> {
    const { service, gate, first } = await this.walked.admit(Object.keys(order).length);
    for (const each of ['0038', '0039']) await new WaitingRoom(await Company.of(service, each)).clear();
    const company = await Company.of(service, code);
    let now = await clockOf(service);
    if (!isOpen(now)) {
      now = openingAfter(now);
      await company.clock(instantOf(now));
    }
    const visitors = new Map<Who, Visitor>();
    const arrive = async (who: Who, at: number): Promise<Visitor> => {
      const options = { contactPhone: '0755-1234533', photos: who === 'me' };
      const customer = await company.customer(first + order[who], options);
      const visitor = { customer, at: await customer.signIn(), ...sessionOf(at), sends: [at] };
      visitors.set(who, visitor);
      return visitor;
    };
    const { at: me } = await arrive('me', now);
    const model = new Model(code === '0038' ? 'automatic' : 'review', now);
    const ticket = model.queue.join('me', await me.passVideo(), now);
    model.queue.next(now);
    model.queue.conclude(ticket, 'passed', now);
    const { serial, notAfter } = await me.device.installCertificate(ticket.id, certificatePassword);
    model.certificates.install(serial, Date.parse(notAfter));
    ticket.used = true;
    return { model, real: { service, gate, company, visitors, arrive, pictures: first * 3 + 10 } };
  }
}

const sessionOf = (now: number) => ({ idleUntil: now + idle, until: now + absolute });

/** The company opens at that time. */
const openingAfter = (now: number): number => {
  let opening = nextTurn(now);
  while (!isOpen(opening)) opening = nextTurn(opening);
  return opening + second;
};

/** Moves model and service on, and waits for what timers do. */
export const pass = async (model: Model, real: Real, to: number): Promise<void> => {
  const before = new Map(model.queue.tickets.map((ticket) => [ticket, `${ticket.status} ${ticket.interruptions}`]));
  await real.company.clock(instantOf(to));
  model.passTo(to);
  for (const [ticket, was] of before)
    if (was !== `${ticket.status} ${ticket.interruptions}`) await eventually(() => settled(real, ticket));
};

/** By the log: a customer's own look at a ticket is a sign of life. */
const settled = async ({ company }: Real, { id, status, interruptions }: ModelTicket): Promise<void> => {
  const { state } = (await audit(company, `/streams/VideoVerification-${id}/state?revision=${await last(company, id)}`))
    .body;
  expect({ id, status: state.status, interruptions: state.interruptions }).toEqual({ id, status, interruptions });
};

const last = async (company: Company, ticketId: string): Promise<number> =>
  (await audit(company, `/streams/VideoVerification-${ticketId}`)).body.items.length - 1;

export const audit = async ({ url }: Company, path: string) => {
  const { auditor } = (await send(`${url}/sandbox/staff-tokens`, 'GET')).body;
  return send(`${url}/v1/audit${path}`, 'GET', { headers: { authorization: `Bearer ${auditor}` } });
};

/**
 * Takes the service's time over; a turn that is near is let pass first. Then everybody whom a step needs has a live
 * session: who has none any more signs in anew.
 */
export const present =
  (...whos: readonly Who[]) =>
  async (model: Model, real: Real): Promise<void> => {
    for (;;) {
      await lookAtTheClock(model, real);
      const absent = whos.find((who) => isAbsent(real.visitors.get(who), model.now));
      if (!absent) return;
      if (real.visitors.has(absent)) await signInAgain(model, real, real.visitors.get(absent)!);
      else await real.arrive(absent, model.now);
    }
  };

const lookAtTheClock = async (model: Model, real: Real): Promise<void> => {
  model.passTo(await clockOf(real.service));
  for (;;) {
    const ends = [...real.visitors.values()].map(({ until }) => until);
    const near = [...model.turns(), ...ends].filter((turn) => turn > model.now && turn <= model.now + stepTime);
    if (near.length === 0) return;
    await pass(model, real, Math.max(...near) + second);
  }
};

const signInAgain = async (model: Model, real: Real, visitor: Visitor): Promise<void> => {
  expect((await visitor.at.call('GET', '/profile')).verdict).toBe('401 session.required');
  const until = quotaEnd(visitor.sends, model.now)?.until ?? 0;
  if (until > model.now) return pass(model, real, until + second);
  if (!isOpen(model.now)) return pass(model, real, openingAfter(model.now));
  const { deviceId, device } = visitor.at;
  visitor.at = await visitor.customer.signIn(deviceId);
  Object.assign(visitor.at.device, { storage: device.storage });
  Object.assign(visitor, sessionOf(model.now));
  visitor.sends.push(model.now);
};

export const visitorAt = (real: Real, who: Who = 'me'): SignedIn => real.visitors.get(who)!.at;

/** Whoever has a live session is active at every step. */
export const active = (model: Model, real: Real): readonly (readonly [Who, SignedIn])[] =>
  [...real.visitors].flatMap(([who, visitor]) => {
    if (isAbsent(visitor, model.now)) return [];
    visitor.idleUntil = model.now + idle;
    return [[who, visitor.at] as const];
  });

const isAbsent = (visitor: Visitor | undefined, now: number): boolean =>
  !visitor || now >= Math.min(visitor.idleUntil, visitor.until);
