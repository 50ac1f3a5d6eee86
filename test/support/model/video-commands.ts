import { expect } from '@jest/globals';
import { createCertificateRequest, DeviceKey, MemoryDeviceStorage } from '@realname/client';
import { certificatePassword } from '../people/journey.js';
import type { Model } from './model.js';
import type { Who } from './queue.js';
import type { Command } from './walk.js';
import { present, type Real, visitorAt } from './world.js';

type Step = Command<Model, Real>;

export const join = (who: Who): Step => ({
  toString: () => `join ${who}`,
  possible: () => true,
  prepare: present('me', who),
  mayRace: true,
  run: async (model, real) => {
    const me = visitorAt(real, who);
    const standing = model.queue.standing(who, model.now);
    const { verdict, body } = await me.call('POST', '/video-verifications', { body: {} });
    expect(verdict).toBe(standing ? '200' : '201');
    if (standing) expect(body.id).toBe(standing.id);
    else model.queue.join(who, body.id, model.now);
  },
});

export const leave = (who: Who): Step => ({
  toString: () => `leave ${who}`,
  possible: (model) => model.queue.newest(who) !== undefined,
  prepare: present('me', who),
  mayRace: true,
  run: async (model, real) => {
    const me = visitorAt(real, who);
    const ticket = model.queue.newest(who)!;
    expect((await me.call('DELETE', `/video-verifications/${ticket.id}`)).verdict).toBe('204');
    model.queue.leave(ticket);
  },
});

/** The agent takes the next call of the branch (F26). */
export const nextCall: Step = {
  toString: () => 'next call',
  possible: () => true,
  prepare: present('me'),
  mayRace: true,
  run: async (model, { company }) => {
    const { verdict, body } = await company.next();
    const ticket = model.queue.next(model.now);
    expect(verdict).toBe(ticket ? '200' : '204');
    if (ticket) expect(body.id).toBe(ticket.id);
  },
};

/** Of the call at hand, or of the customer's last one, which is over. */
export const verdict = (outcome: 'passed' | 'rejected' | 'interrupted'): Step => ({
  toString: () => outcome,
  possible: (model) => (model.queue.call ?? model.queue.newest('me')) !== undefined,
  prepare: present('me'),
  run: async (model, { company }) => {
    const ticket = model.queue.call ?? model.queue.newest('me')!;
    const inCall = ticket.status === 'inCall';
    const body = { outcome, ...(outcome === 'rejected' && { reason: '光线太暗' }) };
    const answer = await company.verdict(ticket.id, body);
    expect(answer.verdict).toBe(inCall ? '204' : '409 verification.not-in-call');
    if (inCall) model.queue.conclude(ticket, outcome, model.now);
  },
});

/** F27: after a pass, and only then, once. */
export const install: Step = {
  toString: () => 'install',
  possible: (model) => model.queue.newest('me') !== undefined,
  prepare: present('me'),
  run: async (model, real) => {
    const me = visitorAt(real);
    const ticket = model.queue.newest('me')!;
    const refusal = model.queue.installRefusal(ticket, model.now);
    if (refusal) {
      const csr = await createCertificateRequest(
        await DeviceKey.create(new MemoryDeviceStorage(), certificatePassword),
        certificatePassword,
      );
      const answer = await me.call('POST', '/certificates', { body: { verificationId: ticket.id, csr } });
      expect(answer.verdict).toBe(refusal);
    } else {
      const { serial, notAfter } = await me.device.installCertificate(ticket.id, certificatePassword);
      ticket.used = true;
      model.certificates.install(serial, Date.parse(notAfter));
    }
  },
};

export const revoke: Step = {
  toString: () => 'revoke',
  possible: () => true,
  prepare: present('me'),
  run: async (model, real) => {
    const me = visitorAt(real);
    const answer = await me.call('DELETE', '/certificates/current?reason=locked');
    expect(answer.verdict).toBe(model.certificates.usable(model.now) ? '204' : '404 certificate.not-found');
    if (model.certificates.usable(model.now)) model.certificates.current.revoked = true;
  },
};
