import { answered, createApi, type Schemas } from '@realname/client';
import { language } from '../kit/language.js';

/** Nobody's client: what the sandbox shows to whoever is on this machine. */
export const api = createApi({ baseUrl: location.origin, language });

export type Person = Schemas['InhabitantShown'];
export type Tokens = Schemas['StaffTokensShown'];
export const roles = ['operator', 'agent', 'reviewer', 'auditor'] as const;

export const readPeople = async (): Promise<readonly Person[]> => (await answered(api.GET('/sandbox/people'))).items;

export const readTokens = (person: number): Promise<Tokens> =>
  answered(api.GET('/sandbox/staff-tokens', { params: { query: { person } } }));

export const readClock = async (): Promise<string> => (await answered(api.GET('/sandbox/clock'))).now;

export const moveClock = async (now: string): Promise<void> => {
  await answered(api.PUT('/sandbox/clock', { body: { now } }));
};

export const resetClock = async (): Promise<void> => {
  await answered(api.DELETE('/sandbox/clock'));
};

/** The next opening of a company that is closed now, else undefined. */
export const nextOpening = async (companyCode: string): Promise<string | undefined> => {
  const params = { path: { companyCode } };
  return (
    (await answered(api.GET('/v1/futures/companies/{companyCode}', { params }))).serviceHours.nextOpening ?? undefined
  );
};

/** What a captcha says; undefined once it is spent. */
export const captchaAnswer = async (captchaId: string): Promise<string | undefined> =>
  answered(api.GET('/sandbox/captchas/{captchaId}', { params: { path: { captchaId } } })).then(
    ({ answer }) => answer,
    () => undefined,
  );

export interface Message {
  readonly text: string;
  readonly sentAt: string;
  readonly code?: string;
}

/** Codes and notices of a number, newest first. */
export const readInbox = async (to: string): Promise<readonly Message[]> => {
  const params = { query: { to } };
  const [codes, notices] = await Promise.all([
    answered(api.GET('/sandbox/sms-messages', { params })),
    answered(api.GET('/sandbox/notices', { params })),
  ]);
  return [...codes.items, ...notices.items].sort((a, b) => b.sentAt.localeCompare(a.sentAt));
};
