import { type Calls, unless } from './calls.js';
import { captchaOf, codeSentTo } from './codes.js';
import { type UserRow, userPassword } from './rows.js';

/** Brings a user as far as the row says. Nothing is done for one who is there already. */
export const makeUser = async (anybody: Calls, operator: Calls, row: UserRow): Promise<void> => {
  const { name, idNumber, mobile, is } = row;
  if (is === 'imported') {
    await operator.post('/v1/staff/identity-users', { name, idNumber, ...(mobile && { mobile }), realNameLevel: 2 });
    return;
  }
  await register(anybody, row);
  if (is === 'level3') return;
  const user = await signIn(anybody, row);
  if (is === 'level4') await raiseLevel(user);
  await user.delete(is === 'cancelled' ? '/v1/identity/me' : '/v1/identity/sessions/current');
};

/** R1–R4, unless the user has registered. */
const register = async (anybody: Calls, { name, idNumber, mobile }: UserRow): Promise<void> => {
  const free = anybody.post('/v1/identity/registrations/checks', { idNumber });
  if (!(await unless('identity.already-registered', free))) return;
  const captcha = await captchaOf(anybody, 'registration');
  await anybody.post('/v1/identity/sms-codes', { purpose: 'registration', mobile, ...captcha });
  await anybody.post('/v1/identity/registrations', {
    name,
    idNumber,
    mobile,
    validity: { start: '20200318', term: 20 },
    smsCode: await codeSentTo(anybody, mobile!),
    password: userPassword,
    passwordConfirmation: userPassword,
    agreement: await agreement(anybody),
  });
};

const signIn = async (anybody: Calls, { mobile }: UserRow): Promise<Calls> => {
  const { token } = await anybody.post('/v1/identity/sessions', { identifier: mobile, password: userPassword });
  return anybody.as({ token: String(token) });
};

/** R14, R15: level 4 by a face, then business registration. */
const raiseLevel = async (user: Calls): Promise<void> => {
  const { realNameLevel } = await user.get('/v1/identity/me');
  if (realNameLevel === 4) return;
  const face = { providerTicket: 'sandbox:match' };
  await user.put('/v1/identity/me/real-name-level', { level: 4, face, consent: await agreement(user, 'faceConsent') });
  await user.put('/v1/identity/me/business-registration', { participate: true });
};

const agreement = async (anybody: Calls, documentId = 'userAgreement') => {
  const { items } = await anybody.get('/v1/identity/agreements');
  const { version } = (items as { documentId: string; version: string }[]).find(
    (item) => item.documentId === documentId,
  )!;
  return { version, agreed: true };
};
