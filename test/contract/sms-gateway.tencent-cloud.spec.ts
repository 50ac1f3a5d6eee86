import { describe, expect, it } from '@jest/globals';
import { TencentSmsGateway } from '../../src/adapters/tencent-cloud/sms-gateway.js';
import { SmsOutcomeUnknown, smsNotices, smsPurposes } from '../../src/application/ports/sms-gateway.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { apiError, type Fault, sendStatus } from '../support/servers/tencent-cloud-server.js';
import { smsGatewayContract } from './sms-gateway.contract.js';
import { type Choice, OnTencentCloud, testLimits } from './tencent-cloud.fixture.js';

const to = '+8613800138000';
const blacklisted = '+8613800138009';
const templates = Object.fromEntries(
  [...smsPurposes, ...smsNotices].map((name, index) => [name, String(100_001 + index)]),
) as Record<(typeof smsPurposes)[number] | (typeof smsNotices)[number], string>;

describe('Tencent Cloud SMS', () => {
  const cloud = new OnTencentCloud('sms', 'SMS gateway');
  const gateway = (choice: Partial<Choice> = {}) =>
    new TencentSmsGateway(cloud.calls({ repeatable: false, ...choice }), {
      sdkAppId: '1400006666',
      signName: '实名服务',
      templates,
    });
  const send = (choice?: Partial<Choice>) => gateway(choice).sendCode(to, 'registration', '042137');
  const answers = (code: string) => cloud.server.on('SendSms', () => sendStatus(to, code));

  const withBlacklist = () => {
    cloud.server.on('SendSms', ({ PhoneNumberSet }) => {
      const [number = ''] = PhoneNumberSet as string[];
      return sendStatus(number, number === blacklisted ? 'FailedOperation.PhoneNumberInBlacklist' : 'Ok');
    });
    return gateway();
  };
  smsGatewayContract('Tencent Cloud', withBlacklist, blacklisted);

  it('V4.1 names application, signature and the template of the purpose, with the code as its variable', async () => {
    await gateway().sendCode(to, 'mobileChange', '042137');
    await gateway().sendNotice(to, 'passwordChanged');
    const common = { PhoneNumberSet: [to], SmsSdkAppId: '1400006666', SignName: '实名服务' };
    expect(cloud.server.callsOf('SendSms')).toEqual([
      { ...common, TemplateId: templates.mobileChange, TemplateParamSet: ['042137'] },
      { ...common, TemplateId: templates.passwordChanged, TemplateParamSet: [] },
    ]);
  });

  it.each([
    'FailedOperation.PhoneNumberInBlacklist',
    'InvalidParameterValue.IncorrectPhoneNumber',
    'UnsupportedOperation.UnsuportedRegion',
  ])('V4.3 %s is a number that is never delivered to', async (code) => {
    answers(code);
    expect(await send()).toBe('refused');
    cloud.server.on('SendSms', () => apiError(code));
    expect(await send()).toBe('refused');
    expect(cloud.told).toEqual([]);
  });

  it.each([
    'FailedOperation.ContainSensitiveWord',
    'FailedOperation.InsufficientBalanceInSmsPackage',
    'FailedOperation.SignatureIncorrectOrUnapproved',
    'FailedOperation.TemplateIncorrectOrUnapproved',
    'InvalidParameterValue.SdkAppIdNotExist',
    'InvalidParameterValue.TemplateParameterFormatError',
    'LimitExceeded.AppDailyLimit',
    'LimitExceeded.PhoneNumberDailyLimit',
    'LimitExceeded.PhoneNumberThirtySecondLimit',
    'UnauthorizedOperation.SerivceSuspendDueToArrears',
  ])('V4.3 %s means that nothing was sent, and is told to the operator', async (code) => {
    answers(code);
    const error = await send().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DependencyUnavailable);
    expect(error).not.toBeInstanceOf(SmsOutcomeUnknown);
    cloud.server.on('SendSms', () => apiError(code));
    await expect(gateway().sendNotice(to, 'mobileChanged')).rejects.toThrow();
    expect(cloud.told).toEqual([`SMS gateway SendSms ${code}`, `SMS gateway SendSms ${code}`]);
    expect(cloud.server.calls).toHaveLength(2);
  });

  it('P4 a notice above a limit of its number is held back alone; others would wait behind an outage', async () => {
    answers('LimitExceeded.PhoneNumberDailyLimit');
    const error = await gateway()
      .sendNotice(to, 'mobileChanged')
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'Refusal', code: 'LimitExceeded.PhoneNumberDailyLimit' });
    answers('LimitExceeded.AppDailyLimit');
    await expect(gateway().sendNotice(to, 'mobileChanged')).rejects.toThrow(DependencyUnavailable);
  });

  it.each<[string, Fault]>([
    ['5xx', { status: 502 }],
    ['no end', 'hang'],
    ['a broken connection', 'reset'],
    ['no JSON', { body: '<html>' }],
    ['no answer of the API', { body: '{"Ok":true}' }],
    ['an answer without a status', { body: '{"Response":{"RequestId":"1"}}' }],
    ['InternalError', { body: '{"Response":{"Error":{"Code":"InternalError.Timeout"},"RequestId":"1"}}' }],
  ])('V4.3 a message that met %s may have left: it is not sent again', async (_, fault) => {
    cloud.server.faults.push(fault);
    await expect(send({ limits: { timeoutMs: 100 } })).rejects.toThrow(SmsOutcomeUnknown);
    expect(cloud.server.calls).toHaveLength(1);
  });

  it('V4.3 a status of InternalError for the number may have left too', async () => {
    answers('InternalError.SendAndRecvFail');
    await expect(send()).rejects.toThrow(SmsOutcomeUnknown);
    expect(cloud.server.calls).toHaveLength(1);
  });

  it('sends again, once, what the API was too busy to look at', async () => {
    let busy = 1;
    cloud.server.on('SendSms', () => (busy-- > 0 ? apiError('RequestLimitExceeded') : sendStatus(to, 'Ok')));
    expect(await send()).toBe('accepted');
    expect(cloud.server.calls).toHaveLength(2);
    busy = 2;
    const error = await send().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DependencyUnavailable);
    expect(error).not.toBeInstanceOf(SmsOutcomeUnknown);
    expect(cloud.server.calls).toHaveLength(4);
  });

  it('V4.3 nothing was sent where no connection came about, or the breaker is open', async () => {
    const nowhere = { endpoint: new URL('http://127.0.0.1:1'), limits: testLimits };
    const closed = gateway(nowhere);
    for (let call = 0; call < 4; call++) {
      const error = await closed.sendCode(to, 'registration', '042137').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DependencyUnavailable);
      expect(error).not.toBeInstanceOf(SmsOutcomeUnknown);
    }
    expect(cloud.told).toEqual(['SMS gateway open']);
  });

  it('P4 errors name neither number nor code', async () => {
    answers('FailedOperation.ContainSensitiveWord');
    const error = (await send().catch((thrown: unknown) => thrown)) as Error;
    for (const said of [error, error.cause as Error]) expect(`${said}${said.stack}`).not.toMatch(/13800138000|042137/);
  });
});
