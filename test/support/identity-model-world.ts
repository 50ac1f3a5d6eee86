import { type Applicant, applicant, IdentityApp, SignedInUser } from './identity-app.js';
import {
  type CodePurpose,
  IdentityModel,
  type ModelCode,
  type ModelSession,
  mobiles,
  persons,
} from './identity-model.js';
import { claimsSince } from './identity-model-log.js';
import type { Crashable } from './model-faults.js';
import { clockOf, second } from './model-time.js';
import { RunningService } from './running-service.js';
import { WriteGate } from './write-gate.js';

/** The real thing: a few persons, their mobiles, and an operator. */
export interface IdentityReal extends Crashable {
  readonly app: IdentityApp;
  readonly persons: readonly Applicant[];
  readonly mobiles: readonly string[];
  /** Tells the usernames of this sequence from those of others. */
  readonly series: number;
  /** Where the log ended before this sequence. */
  readonly position: string | undefined;
}

/** No step takes longer. */
const stepTime = 40 * second;
const lastBegin = Date.parse('2034-01-01T00:00:00Z');

/** A service that takes up one sequence's persons after the other; a new one once its clock has gone too far. */
export class IdentityWorld {
  private service: RunningService | undefined;
  private gate!: WriteGate;
  private people = 0;
  private position: string | undefined;

  async dispose(): Promise<void> {
    await this.service?.dispose();
  }

  async begin(): Promise<{ model: IdentityModel; real: IdentityReal }> {
    const service = await this.running();
    const app = await IdentityApp.of(service);
    const first = this.people;
    this.people += persons.length + mobiles.length;
    this.position = (await claimsSince(app, this.position)).position;
    const real = {
      ...{ service, gate: this.gate, app, series: first, position: this.position },
      persons: persons.map((n) => applicant(first + n)),
      mobiles: mobiles.map((n) => applicant(first + persons.length + n).mobile),
    };
    return { model: new IdentityModel(await clockOf(service)), real };
  }

  private async running(): Promise<RunningService> {
    if (this.service && (await clockOf(this.service)) < lastBegin && this.people < 900) return this.service;
    await this.service?.dispose();
    this.service = await RunningService.start();
    this.gate = await WriteGate.on(this.service);
    this.people = 0;
    this.position = undefined;
    return this.service;
  }
}

export const pass = async (model: IdentityModel, { app }: IdentityReal, seconds: number): Promise<void> => {
  await app.pass(seconds);
  model.passTo(model.now + seconds * second);
};

/** Takes the service's time over; a turn that is near is let pass first. */
export const lookAtTheClock = async (model: IdentityModel, real: IdentityReal): Promise<void> => {
  for (;;) {
    model.passTo(await clockOf(real.service));
    const near = model.turns().filter((turn) => turn > model.now && turn <= model.now + stepTime);
    if (near.length === 0) return;
    await pass(model, real, Math.ceil((Math.max(...near) - model.now) / second) + 1);
  }
};

export const userOf = ({ app }: IdentityReal, { token }: ModelSession): SignedInUser =>
  new SignedInUser(app, token, undefined);

/** A code by text message: one that is still good, or a new one; what asking for one was refused with. */
export const codeFor = async (
  model: IdentityModel,
  { app, mobiles: numbers }: IdentityReal,
  purpose: CodePurpose,
  mobile: number,
  by?: { readonly userId: string; readonly session: ModelSession },
): Promise<ModelCode | { readonly refusal: string }> => {
  const good = model.goodCode(purpose, mobile, by?.userId ?? '');
  if (good) return good;
  const number = numbers[mobile]!;
  const headers = by && { authorization: `Bearer ${by.session.token}` };
  const { verdict, body } = await app.askForCode(purpose, number, headers);
  if (verdict !== '202') return { refusal: body.rule ? `${verdict} ${body.rule}` : verdict };
  return model.sent(purpose, mobile, by?.userId ?? '', await app.codeSentTo(number));
};
