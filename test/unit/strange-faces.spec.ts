import { beforeEach, describe, expect, it } from '@jest/globals';
import { CancelAccount, CancelAccountHandler } from '../../src/application/identity/cancellation.js';
import { ConfirmSession, ConfirmSessionHandler } from '../../src/application/identity/confirmation.js';
import type { UserErasure } from '../../src/application/identity/erasure.js';
import type { Face } from '../../src/application/identity/face-checks.js';
import {
  type FaceVerificationForm,
  StartFaceVerification,
  StartFaceVerificationHandler,
} from '../../src/application/identity/face-verifications.js';
import { BeginPasswordReset, BeginPasswordResetHandler } from '../../src/application/identity/password-changes.js';
import { RaiseOwnRealNameLevel, RaiseOwnRealNameLevelHandler } from '../../src/application/identity/real-name-level.js';
import { SignInByFace, SignInByFaceHandler } from '../../src/application/identity/sign-in.js';
import type { Session } from '../../src/application/shared/sessions.js';
import { hour, minute } from '../../src/domain/shared/instant.js';
import { credentialId, registered, registration } from './identity-histories.js';
import { appOf, configuration } from './single-use/identity.js';
import { World } from './single-use/world.js';

const { idNumber, mobile, name } = registration;
const nobody = { idNumber: '11010120000229211X', mobile: '+8613711111111', name: '王五' };
const fullWidth = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCodePoint(digit.codePointAt(0)! + 0xfee0));
const consent = { version: '1.0', agreed: true };
const mismatch = { providerTicket: 'sandbox:mismatch' };
const match = { providerTicket: 'sandbox:match' };

/** What comes of a call: `done`, or the refusal's code. */
const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

let world: World;
let app: Awaited<ReturnType<typeof appOf>>;
beforeEach(async () => {
  world = new World();
  app = await appOf(world, registered);
});

const start = (form: Partial<FaceVerificationForm>, session?: Session, address = 'here') =>
  new StartFaceVerificationHandler(app.users, app.tickets, configuration, app.faces, app.strangeFaces).execute(
    new StartFaceVerification({ purpose: 'signIn', consent, ...form }, session, address, world.context()),
  );
const signIn = (identifier: string, face: Face, address = 'here') =>
  new SignInByFaceHandler(app.users, app.faces, app.tickets, world.sessions).execute(
    new SignInByFace({ identifier, face }, address, world.context()),
  );
const reset = (person: { name: string; idNumber: string }, face: Face, address = 'here') =>
  new BeginPasswordResetHandler(app.users, app.faces, app.tickets).execute(
    new BeginPasswordReset({ name: person.name, idNumber: person.idNumber, face }, address, world.context()),
  );
const raise = (face: Face) =>
  new RaiseOwnRealNameLevelHandler(app.users, configuration, app.faces, world.readYourWrites).execute(
    new RaiseOwnRealNameLevel({ face, consent }, app.session, world.context()),
  );
const confirm = (session: Session, proof: { password: string } | { face: Face }) =>
  new ConfirmSessionHandler(app.users, app.passwords, app.faces, world.sessions, world.clock).execute(
    new ConfirmSession(proof, 'here', session, world.context()),
  );
const facts = async () => {
  const user = await app.users.load(app.userId);
  return user.is === 'active' ? user.facesRefused : [];
};

describe('R16 the face of whoever has no session', () => {
  it('counts for nothing without the state that the browser at the provider’s page got', async () => {
    const { faceVerificationId } = await start({ identifier: mobile });
    const returnState = (await app.sandbox.returnState(faceVerificationId))!;
    for (const state of [{}, { returnState: '' }, { returnState: `${returnState.slice(1)}A` }])
      expect(await outcome(signIn(mobile, { faceVerificationId, ...state }))).toBe('login.refused');
    expect(await outcome(signIn(mobile, { faceVerificationId, returnState }))).toBe('done');
  });

  it('says the same of a reset, whether the person passed or not, is known or not', async () => {
    for (const [person, conclusion] of [
      [{ name, idNumber }, 'match'],
      [{ name, idNumber }, 'mismatch'],
      [nobody, 'match'],
    ] as const) {
      const { faceVerificationId } = await start({ purpose: 'passwordReset', ...person });
      await app.sandbox.conclude(faceVerificationId, conclusion);
      expect(await outcome(reset(person, { faceVerificationId }))).toBe('identity.face-mismatch');
    }
  });

  it('is taken without one where a session is held', async () => {
    const { faceVerificationId } = await start({ purpose: 'realNameLevel' }, app.session);
    expect(await outcome(raise({ faceVerificationId }))).toBe('done');
  });

  it('fails five times a day at one address; the owner, elsewhere or in a session, has every try', async () => {
    for (let n = 0; n < 5; n++) expect(await outcome(signIn(mobile, mismatch, 'stranger'))).toBe('login.refused');
    expect(await outcome(signIn(mobile, match, 'stranger'))).toBe('face.too-many-tries');
    expect(await outcome(start({ identifier: mobile }, undefined, 'stranger'))).toBe('face.too-many-tries');
    expect(await facts()).toEqual([]);
    expect(await outcome(reset({ name, idNumber }, match))).toBe('done');
    expect(await outcome(signIn(mobile, match))).toBe('done');
    expect(await outcome(raise(match))).toBe('done');
    world.clock.advance(24 * hour);
    expect(await outcome(signIn(mobile, match, 'stranger'))).toBe('done');
  });

  it('gives parallel failures no more tries', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcome(signIn(mobile, mismatch, 'stranger'))));
    expect(outcomes.filter((each) => each === 'login.refused')).toHaveLength(5);
    expect(outcomes.filter((each) => each === 'face.too-many-tries')).toHaveLength(3);
  });

  it('counts in the person’s own session', async () => {
    for (let n = 0; n < 5; n++) expect(await outcome(raise(mismatch))).toBe('identity.face-mismatch');
    expect(await outcome(raise(match))).toBe('face.too-many-tries');
    expect(await outcome(signIn(mobile, match))).toBe('done');
  });

  it('R8 is counted by whom the call names, known or not: no spelling, name or other number tells who is known', async () => {
    const tell = async (person: typeof nobody) => {
      for (let n = 0; n < 5; n++) await outcome(signIn(person.idNumber, mismatch));
      return [
        await outcome(start({ identifier: fullWidth(person.idNumber) })),
        await outcome(start({ identifier: person.mobile })),
        await outcome(start({ purpose: 'passwordReset', name: person.name, idNumber: person.idNumber })),
        await outcome(start({ purpose: 'passwordReset', name: '赵六', idNumber: person.idNumber })),
      ];
    };
    const exhausted = 'face.too-many-tries';
    expect(await tell({ idNumber, mobile, name })).toEqual([exhausted, 'done', exhausted, exhausted]);
    world = new World();
    app = await appOf(world, registered);
    expect(await tell(nobody)).toEqual([exhausted, 'done', exhausted, exhausted]);
  });
});

describe('R11 a face that was begun before the password was replaced', () => {
  it.each([
    ['a reset', 'ticket.invalid'],
    ['a sign-in', 'login.refused'],
    ['a level', 'ticket.invalid'],
  ] as const)('counts no more for %s', async (what, refusal) => {
    const person = { name, idNumber };
    const begun = {
      'a reset': () => start({ purpose: 'passwordReset', ...person }),
      'a sign-in': () => start({ identifier: mobile }),
      'a level': () => start({ purpose: 'realNameLevel' }, app.session),
    };
    const used = {
      'a reset': (face: Face) => reset(person, face),
      'a sign-in': (face: Face) => signIn(mobile, face),
      'a level': raise,
    };
    const face = async (): Promise<Face> => {
      const { faceVerificationId } = await begun[what]();
      return { faceVerificationId, returnState: (await app.sandbox.returnState(faceVerificationId))! };
    };
    const before = await face();
    const change = {
      cause: 'reset',
      replaces: credentialId,
      credentialId: 'credential-2',
      at: world.clock.now(),
    } as const;
    await app.users.run(app.userId, { type: 'ChangePassword', ...change }, world.context());
    expect(await outcome(used[what](before))).toBe(refusal);
    expect(await outcome(used[what](await face()))).toBe('done');
    expect(await facts()).toEqual([]);
  });
});

describe('a captcha before a face', () => {
  it('is asked of an address that begins many flows, and of no session', async () => {
    const form = { identifier: mobile };
    for (let n = 0; n < 5; n++) expect(await outcome(start(form))).toBe('done');
    expect(await outcome(start({ identifier: nobody.mobile }))).toBe('captcha.required');
    expect(await outcome(start(form, undefined, 'there'))).toBe('done');
    expect(await outcome(start({}, app.session))).toBe('done');
    const solve = async (purpose: 'face' | 'registration') => {
      const { captchaId, image } = await app.captchas.issue(purpose);
      return { captchaId, captcha: Buffer.from(image.split(',')[1]!, 'base64').toString() };
    };
    expect(await outcome(start({ ...form, ...(await solve('registration')) }))).toBe('captcha.invalid');
    expect(await outcome(start({ ...form, ...(await solve('face')) }))).toBe('done');
    expect(await outcome(start(form))).toBe('captcha.required');
    world.clock.advance(hour);
    expect(await outcome(start(form))).toBe('done');
  });
});

describe('R13, R17 a session that a face opened', () => {
  const erasure = { cancel: async () => {} } as unknown as UserErasure;
  const cancel = async (token: string) => {
    const session = (await world.sessions.find(token, null))!;
    return outcome(new CancelAccountHandler(erasure, world.clock).execute(new CancelAccount(session, world.context())));
  };

  it('erases nothing before the password was given, within ten minutes', async () => {
    const { token } = await signIn(mobile, match);
    const session = async () => (await world.sessions.find(token, null))!;
    const required = 'session.confirmation-required';
    expect(await cancel(token)).toBe(required);
    await confirm(await session(), { face: match });
    expect(await cancel(token)).toBe(required);
    await confirm(await session(), { password: 'Old-12345' });
    await confirm(await session(), { face: match });
    expect(await cancel(token)).toBe('done');
    world.clock.advance(10 * minute);
    expect(await cancel(token)).toBe(required);
  });
});
