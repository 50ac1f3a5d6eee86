import { answered, createApi } from '@realname/client';
import { deviceId } from '../kit/device-id.js';
import { language } from '../kit/language.js';
import { sessionOf } from '../kit/session.js';
import { api, captchaAnswer, type Person, readInbox } from './sandbox.js';

/** Where a person's app is, for the frame. */
export const addressOf = ({ app, companyCode }: Person, signedIn: boolean): string => {
  if (app === 'identity') return signedIn ? '/app/identity#/account' : '/app/identity';
  return signedIn ? `/app/futures#/${companyCode}/profile` : `/app/futures#/${companyCode}`;
};

/**
 * Signs somebody in as the person would, with what the sandbox knows of captchas and codes. The frame is of this tab: the session
 * of its app is that of the app's own pages here. @throws ApiProblem, such as `sms.quota-exceeded`
 */
export const enterAs = async (person: Person): Promise<void> => {
  const session = sessionOf(person.app);
  session.end();
  const { token } = person.app === 'futures' ? await signInCustomer(person) : await signInUser(person);
  session.begin(token);
};

const signInCustomer = async ({ companyCode, idNumber, mobile }: Person) => {
  const phone = createApi({ baseUrl: location.origin, language, deviceId: deviceId() });
  const identification = { companyCode: companyCode ?? '', idNumber, accountType: 'futuresBrokerage' };
  const { captchaId } = await answered(phone.POST('/v1/captchas', { body: { purpose: 'futuresLogin' } }));
  const captcha = (await captchaAnswer(captchaId)) ?? '';
  await answered(phone.POST('/v1/futures/sessions/sms-codes', { body: { ...identification, captchaId, captcha } }));
  const smsCode = (await readInbox(mobile ?? ''))[0]?.code ?? '';
  return answered(phone.POST('/v1/futures/sessions', { body: { ...identification, smsCode } }));
};

const signInUser = ({ idNumber, password }: Person) =>
  answered(api.POST('/v1/identity/sessions', { body: { identifier: idNumber, password: password ?? '' } }));
