import type { Crashable } from '../model/faults.js';
import { WalkedService } from '../model/service.js';
import { clockOf, second } from '../model/time.js';
import { type Applicant, applicant, IdentityApp, SignedInUser } from '../people/identity-app.js';
import type { RunningService } from '../servers/running-service.js';
import { claimsSince } from './log.js';
import { type CodePurpose, IdentityModel, type ModelCode, type ModelSession, mobiles, persons } from './model.js';

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

/** A few persons after others come to a service. */
export class IdentityWorld {
  private readonly walked = new WalkedService();
  private known: { readonly service: RunningService; readonly position: string | undefined } | undefined;

  dispose(): Promise<void> {
    return this.walked.dispose();
  }

  async begin(): Promise<{ model: IdentityModel; real: IdentityReal }> {
    const { service, gate, first } = await this.walked.admit(persons.length + mobiles.length);
    const app = await IdentityApp.of(service);
    const earlier = this.known?.service === service ? this.known.position : undefined;
    const { position } = await claimsSince(service, earlier);
    this.known = { service, position };
    const real = {
      service,
      gate,
      app,
      series: first,
      position,
      persons: persons.map((n) => applicant(first + n)),
      mobiles: mobiles.map((n) => applicant(first + persons.length + n).mobile),
    };
    return { model: new IdentityModel(await clockOf(service)), real };
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
