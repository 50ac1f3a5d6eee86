import { SandboxFaceVerifier } from '../../../src/adapters/sandbox/sandbox-face-verifier.js';
import type { CommandContext } from '../../../src/application/core/command-context.js';
import { newId } from '../../../src/application/core/ids.js';
import {
  BeginActivation,
  BeginActivationHandler,
  FinishActivation,
  FinishActivationHandler,
} from '../../../src/application/identity/activation.js';
import { CommonPasswords } from '../../../src/application/identity/common-passwords.js';
import { IdentityConfiguration } from '../../../src/application/identity/configuration.js';
import { ConfirmSession, ConfirmSessionHandler } from '../../../src/application/identity/confirmation.js';
import { Decoys } from '../../../src/application/identity/decoys.js';
import { FaceChecks } from '../../../src/application/identity/face-checks.js';
import { IdentityTickets } from '../../../src/application/identity/identity-tickets.js';
import { ChangeMobile, ChangeMobileHandler } from '../../../src/application/identity/mobile.js';
import {
  BeginPasswordReset,
  BeginPasswordResetHandler,
  FinishPasswordReset,
  FinishPasswordResetHandler,
} from '../../../src/application/identity/password-changes.js';
import { Passwords } from '../../../src/application/identity/passwords.js';
import {
  RaiseOwnRealNameLevel,
  RaiseOwnRealNameLevelHandler,
} from '../../../src/application/identity/real-name-level.js';
import { RegisterUser, RegisterUserHandler } from '../../../src/application/identity/registration.js';
import { SignInByFace, SignInByFaceHandler } from '../../../src/application/identity/sign-in.js';
import { FaceLimits, StrangeFaces } from '../../../src/application/identity/strange-faces.js';
import {
  IdentityUsers,
  idNumberKey,
  mobileKey,
  userStream,
  userSubject,
} from '../../../src/application/identity/users.js';
import { CaptchaSound } from '../../../src/application/ports/captcha-sound.js';
import { PasswordHasher } from '../../../src/application/ports/password-hasher.js';
import { Captchas } from '../../../src/application/shared/captchas.js';
import { identityUser } from '../../../src/domain/identity-user/decider.js';
import type { FacePurpose, IdentityUserEvent } from '../../../src/domain/identity-user/events.js';
import { MemoryCredentials } from '../../support/memory/credentials.js';
import { MemoryShortLived } from '../../support/memory/short-lived.js';
import { credentialId, faceConsent, imported, registered, registration } from '../identity-histories.js';
import type { Use, World } from './world.js';

/** A password is its own hash. */
class PlainHasher extends PasswordHasher {
  async hash(password: string) {
    return password;
  }
  async verify(known: string | undefined, password: string) {
    return known === password;
  }
  isOutdated() {
    return false;
  }
}

const { name, idNumber, mobile, validity } = registration;
const consent = { version: '1.0', agreed: true };
const text = { title: '', version: '1.0', text: '' };
export const configuration = new IdentityConfiguration({
  title: '',
  signInMethods: [],
  realNameLevels: [],
  faq: [],
  hotline: '',
  usernameExtraCharacters: '',
  fourEyes: false,
  agreements: [
    { documentId: 'userAgreement', ...text },
    { documentId: 'faceConsent', ...text },
  ],
});
const form = { password: 'Abcd-5678', passwordConfirmation: 'Abcd-5678' };

/** The app's parts, and one person who is known by these facts, if any. */
export const appOf = async (world: World, ...facts: readonly IdentityUserEvent[]) => {
  const { claims, clock, keyring, outage, runner, shortLived, singleUse } = world;
  const users = new IdentityUsers(claims, runner);
  const page = { publicUrl: 'http://localhost:3000', faceRedirectUrl: undefined };
  const sandbox = new SandboxFaceVerifier(new MemoryShortLived(clock), clock, page);
  const verifier = outage.of('face provider', sandbox);
  const credentials = outage.of('credentials', new MemoryCredentials());
  const passwords = new Passwords(credentials, outage.of('hashing', new PlainHasher()), new CommonPasswords(new Set()));
  const captchas = new Captchas(shortLived, clock, { draw: async (drawn) => Buffer.from(drawn) }, {} as CaptchaSound);
  const strangeFaces = new StrangeFaces(shortLived, keyring, clock, captchas, new FaceLimits(5));
  const decoys = new Decoys(shortLived, clock);
  const faces = new FaceChecks(verifier, shortLived, users, keyring, clock, singleUse, strangeFaces, decoys);
  const tickets = new IdentityTickets(shortLived, clock, singleUse);
  const userId = newId();
  if (facts.length > 0) {
    await claims.take(idNumberKey(idNumber), userStream(userId), world.context());
    await claims.take(mobileKey(mobile), userStream(userId), world.context());
    await credentials.put(userId, credentialId, 'Old-12345');
    await world.given(identityUser, userId, userSubject(userId), facts);
  }
  /** A flow that its owner went through. */
  const face = async (purpose: FacePurpose) => {
    const faceVerificationId = newId();
    const owner = { userId, user: (await users.load(userId)) as never };
    await faces.start(faceVerificationId, { purpose, owner, consent: faceConsent });
    return { faceVerificationId, returnState: (await sandbox.returnState(faceVerificationId))! };
  };
  const session = await world.session({ subject: userId });
  return { users, passwords, faces, strangeFaces, captchas, sandbox, tickets, userId, face, session };
};

const register: Use = {
  name: 'V4.1, R1 the code of a registration',
  spent: 'identity.already-registered',
  stands: ['identity.already-registered', 'identity.mobile-in-use'],
  prepare: async (world) => {
    const { users, passwords } = await appOf(world);
    const authority = world.outage.of('identity authority', { verify: async () => 'match' as const });
    const { smsCodes, readYourWrites } = world;
    const handler = new RegisterUserHandler(users, configuration, smsCodes, authority, passwords, readYourWrites);
    const smsCode = await world.code('registration', mobile, '');
    const person = { name, idNumber, mobile, validity: { ...validity, term: 20 } };
    return (context) => handler.execute(new RegisterUser({ ...form, ...person, smsCode, agreement: consent }, context));
  },
};

const beginActivation = (onRecord: string | null): Use => ({
  name: `V4.1, R6 the ticket and the code of an activation${onRecord === null ? ', and its face' : ''}`,
  spent: 'ticket.invalid',
  prepare: async (world) => {
    const { users, tickets, faces, face, userId } = await appOf(world, imported(onRecord));
    const handler = new BeginActivationHandler(users, tickets, world.smsCodes, faces);
    const activationTicket = await tickets.issue('activation', { userId });
    const smsCode = await world.code('activation', mobile, '');
    const proof = onRecord === null ? { face: await face('activation') } : {};
    return (context) =>
      handler.execute(new BeginActivation({ activationTicket, idNumber, mobile, smsCode, ...proof }, 'here', context));
  },
});

const finishActivation: Use = {
  name: 'R6 the ticket of the second step of an activation',
  spent: 'ticket.invalid',
  stands: ['identity.already-active'],
  prepare: async (world) => {
    const { users, tickets, passwords, userId } = await appOf(world, imported());
    const handler = new FinishActivationHandler(users, tickets, passwords, configuration, world.readYourWrites);
    const ticket = await tickets.issue('activationStep2', { userId, mobile });
    const chosen = { ...form, username: 'Zhang_San' };
    return (context) => handler.execute(new FinishActivation(ticket, chosen, context));
  },
};

const changeMobile: Use = {
  name: 'V4.1, R13 the code of a change of mobile',
  spent: 'mobile.unchanged',
  stands: ['mobile.unchanged'],
  prepare: async (world) => {
    const { users, userId, session } = await appOf(world, registered);
    const handler = new ChangeMobileHandler(users, world.smsCodes, world.clock, world.sessions, world.readYourWrites);
    const to = '+8613900139000';
    const smsCode = await world.code('mobileChange', to, userId);
    return (context) => handler.execute(new ChangeMobile({ mobile: to, smsCode }, session, context));
  },
};

const finishReset: Use = {
  name: 'R11 the ticket of a password reset',
  spent: 'ticket.invalid',
  prepare: async (world) => {
    const { users, passwords, tickets, userId } = await appOf(world, registered);
    const { sessions, readYourWrites } = world;
    const handler = new FinishPasswordResetHandler(users, passwords, tickets, sessions, readYourWrites);
    const ticket = await tickets.issue('passwordReset', { userId, replaces: credentialId });
    return (context) => handler.execute(new FinishPasswordReset(ticket, form, context));
  },
};

type App = Awaited<ReturnType<typeof appOf>>;
type FaceId = { readonly faceVerificationId: string; readonly returnState: string };

/** A use of a face by a person who is known. */
const ofFace = (
  rule: string,
  purpose: FacePurpose,
  spent: string,
  handle: (world: World, app: App, face: FaceId) => (context: CommandContext) => Promise<unknown>,
): Use => ({
  name: `${rule}, R16 a face for ${purpose}`,
  spent,
  prepare: async (world) => {
    const app = await appOf(world, registered);
    return handle(world, app, await app.face(purpose));
  },
});

const faces: readonly Use[] = [
  ofFace('R7', 'signIn', 'login.refused', ({ sessions }, { users, faces, tickets }, face) => {
    const handler = new SignInByFaceHandler(users, faces, tickets, sessions);
    return (context) => handler.execute(new SignInByFace({ identifier: mobile, face }, 'here', context));
  }),
  ofFace('R13', 'signIn', 'ticket.invalid', ({ sessions, clock }, { users, passwords, faces, session }, face) => {
    const handler = new ConfirmSessionHandler(users, passwords, faces, sessions, clock);
    return (context) => handler.execute(new ConfirmSession({ face }, 'here', session, context));
  }),
  ofFace('R14', 'realNameLevel', 'done', ({ readYourWrites }, { users, faces, session }, face) => {
    const handler = new RaiseOwnRealNameLevelHandler(users, configuration, faces, readYourWrites);
    return (context) => handler.execute(new RaiseOwnRealNameLevel({ face, consent }, session, context));
  }),
  ofFace('R11', 'passwordReset', 'ticket.invalid', (_, { users, faces, tickets }, face) => {
    const handler = new BeginPasswordResetHandler(users, faces, tickets);
    return (context) => handler.execute(new BeginPasswordReset({ name, idNumber, face }, 'here', context));
  }),
];

export const identityUses: readonly Use[] = [
  register,
  beginActivation(mobile),
  beginActivation(null),
  finishActivation,
  changeMobile,
  finishReset,
  ...faces,
];
