import { strict as assert } from 'node:assert';
import { ApiProblem, answered } from '@realname/client';
import { IdentityUser, person } from './identity-user.js';
import { signInStaff } from './main-job.js';
import { Report } from './report.js';

const newMobile = '13900139001';

/** The registration identity app from registration to cancellation: every line below is a call over HTTP. */
export const walkIdentityApp = async (baseUrl: string): Promise<void> => {
  const { auditor } = await signInStaff(baseUrl);
  const report = new Report(auditor, person.idNumber);
  const user = new IdentityUser(baseUrl);
  const step = <T>(call: string, rules: string, act: () => Promise<T>) => report.step('user', call, rules, act);

  const registered = await step('POST …/registrations/checks, …/sms-codes, …/registrations', 'R1–R4, V1–V7', () =>
    user.register('Abcd-1234'),
  );
  report.line(`      real-name level ${registered.realNameLevel}`);
  const { guide } = await step('POST …/sessions', 'R7–R9', () => user.signIn(person.mobile, 'Abcd-1234'));
  report.line(`      the first sign-in guides to: ${guide}`);
  assert.equal(guide, 'raiseRealNameLevel');
  report.line(`      ${await refusalOf(user.participate(true))} at level 3 (R15)`);
  const raised = await step('POST …/face-verifications, PUT …/me/real-name-level', 'R14, R16, P6', () =>
    user.raiseLevel(),
  );
  assert.equal(raised.realNameLevel, 4);
  const joined = await step('PUT …/me/business-registration', 'R15', () => user.participate(true));
  assert.equal(joined.participatesInBusinessRegistration, true);
  await step('PUT …/me/password', 'R12, V6', () => user.changePassword('Abcd-1234', 'Efgh-5678'));
  const moved = await step('POST …/sms-codes, PUT …/me/mobile', 'R13, V4', () => user.changeMobile(newMobile));
  report.line(`      ${JSON.stringify(moved)}`);
  await step('DELETE …/sessions/current', 'R10', () => user.signOut());
  report.line(`      ${await refusalOf(user.me())} afterwards`);
  const begun = await step('POST …/face-verifications, …/password-resets, PUT …/{ticket}', 'R11, V9', () =>
    user.resetPassword('Ijkl-9012'),
  );
  report.line(`      您正在重置密码的账户为 ${begun.maskedAccount}`);
  await step('POST …/sessions', 'R7', () => user.signIn(newMobile, 'Ijkl-9012'));

  const [found] = await report.streams();
  await step('DELETE …/me', 'R17, P2', () => user.cancel());
  assert.equal(await refusalOf(user.me()), '401 session.required');
  await audit(report, found!.stream, user);
};

/** After the erasure the facts are there, and nobody can read whom they were about. */
const audit = async (report: Report, stream: string, user: IdentityUser): Promise<void> => {
  report.heading('security notices');
  for (const to of [person.mobile, newMobile]) {
    const { items } = await answered(user.api.GET('/sandbox/notices', { params: { query: { to } } }));
    for (const { text, sentAt } of (items as { text: string; sentAt: string }[]).reverse())
      report.line(`${sentAt}  to ${to}  ${text}`);
  }
  report.heading('what an auditor sees after the cancellation');
  report.line(stream);
  const events = await report.events(stream, true);
  for (const { revision, type, at, actor } of events)
    report.line(`  ${revision}  ${at}  ${type}  by ${actor.kind} ${actor.id.slice(0, 22)}`);
  report.line(`  0  revealed  ${JSON.stringify(events[0]!.data)}`);
  assert.equal(events[0]!.data.idNumber, '[erased]');
  assert.deepEqual(await report.streams(), []);
  report.line(`  searched by ID number: nothing; it may register again (R17)`);
};

/** `422 identity.level-4-required` of a call that must be refused. */
const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiProblem) return error.message;
    throw error;
  }
  throw new Error('not refused');
};
