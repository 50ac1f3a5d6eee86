import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { TencentFaceVerifier } from '../../src/adapters/tencent-cloud/face-verifier.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { parseResidentId } from '../../src/domain/shared/resident-id.js';
import { apiError } from '../support/servers/tencent-cloud-server.js';
import { faceVerifierContract } from './face-verifier.contract.js';
import { OnTencentCloud } from './tencent-cloud.fixture.js';

const person = { name: '张三', idNumber: '110101199003072113' };
const passed = { ErrCode: 0, LiveStatus: 0, Comparestatus: 0, Sim: '97.70' };

describe('Tencent Cloud FaceID as face verifier', () => {
  const cloud = new OnTencentCloud('faceid', 'face provider');
  const redirectUrl = 'https://app.example.com/done?a=b';
  const verifier = () => new TencentFaceVerifier(cloud.calls({ repeatable: true }), { ruleId: '1', redirectUrl });

  faceVerifierContract('Tencent Cloud', verifier, undefined);

  const finished = async (text: object) => {
    const { providerReference } = await verifier().start(randomUUID(), person, 'state');
    cloud.server.finish(providerReference, text);
    return { providerReference, outcome: await verifier().outcome(providerReference) };
  };

  it('R16 binds the flow to name and ID number, and leads its browser alone back with the state', async () => {
    const flow = await verifier().start('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', person, 'state');
    expect(flow).toMatchObject({ provider: 'tencent-cloud', token: flow.providerReference });
    expect(flow.url).toContain(flow.token);
    expect(cloud.server.callsOf('DetectAuth')).toEqual([
      {
        RuleId: '1',
        Name: person.name,
        IdCard: person.idNumber,
        RedirectUrl: `${redirectUrl}&faceVerificationId=3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e&returnState=state`,
      },
    ]);
  });

  it('R16 names a well-formed ID number that nobody living holds where the person is unknown', async () => {
    const id = randomUUID();
    await verifier().start(id, undefined, 'state');
    await verifier().start(id, undefined, 'state');
    await verifier().start(randomUUID(), undefined, 'state');
    const [first, again, other] = cloud.server.callsOf('DetectAuth').map(({ IdCard }) => String(IdCard));
    expect(parseResidentId(first, '2026-11-25')).toEqual({ value: first });
    expect(first).toMatch(/^.{6}19000101/);
    expect(again).toBe(first);
    expect(other).toMatch(/^.{6}19000101/);
  });

  it('R16 has no outcome before the flow is finished, nor of one that expired', async () => {
    const { providerReference } = await verifier().start(randomUUID(), person, 'state');
    expect(await verifier().outcome(providerReference)).toBeUndefined();
    for (const ErrCode of [null, 15, 17]) expect((await finished({ ErrCode })).outcome).toBeUndefined();
    cloud.server.on('GetDetectInfoEnhanced', () => apiError('InvalidParameterValue.BizTokenExpired'));
    expect(await verifier().outcome(providerReference)).toBeUndefined();
  });

  it('R16 matches when the flow, the living face and the comparison succeeded; texts alone are fetched', async () => {
    const { providerReference, outcome } = await finished(passed);
    expect(outcome).toEqual({ matched: true, scoreBand: 'high', providerReference });
    expect(cloud.server.callsOf('GetDetectInfoEnhanced')).toEqual([
      { BizToken: providerReference, RuleId: '1', InfoType: '1' },
    ]);
  });

  it.each([
    ['not compared', { ...passed, Comparestatus: null }],
    ['not living', { ...passed, LiveStatus: 1002 }],
    ['another person', { ...passed, ErrCode: 2016, Comparestatus: 2016, Sim: '31.20' }],
    ['suspected fake', { ErrCode: 1002, LiveStatus: 1002, Comparestatus: null, Sim: null }],
    ['name and number apart', { ErrCode: 2006, LiveStatus: 0, Comparestatus: 2006, Sim: null }],
    ['no tries left', { ErrCode: 16, LiveStatus: 1004, Comparestatus: null, Sim: null }],
  ])('R16 does not match: %s', async (_, text) => {
    expect((await finished(text)).outcome).toMatchObject({ matched: false });
  });

  it.each([
    ['97.70', 'high'],
    ['80.00', 'high'],
    ['79.99', 'medium'],
    ['70.00', 'medium'],
    ['69.99', 'low'],
    [null, 'low'],
  ])('R16 a similarity of %s is %s', async (Sim, scoreBand) => {
    expect((await finished({ ...passed, Sim })).outcome).toMatchObject({ scoreBand });
  });

  it.each([
    4, 8, 1001, 1006, 2001, 2017,
  ])('R16 ErrCode %i is no outcome: the provider could not judge', async (code) => {
    await expect(finished({ ErrCode: code })).rejects.toThrow(DependencyUnavailable);
    expect(cloud.told).toEqual([`face provider GetDetectInfoEnhanced ErrCode ${code}`]);
  });

  it.each([
    'InvalidParameter.RuleId',
    'InvalidParameterValue.RuleIdNotExist',
    'UnauthorizedOperation.Arrears',
  ])('R16 %s is unavailable, and is told to the operator', async (code) => {
    const { providerReference } = await verifier().start(randomUUID(), person, 'state');
    for (const action of ['DetectAuth', 'GetDetectInfoEnhanced']) cloud.server.on(action, () => apiError(code));
    await expect(verifier().start(randomUUID(), person, 'state')).rejects.toThrow(DependencyUnavailable);
    await expect(verifier().outcome(providerReference)).rejects.toThrow(DependencyUnavailable);
    const actions = ['DetectAuth', 'GetDetectInfoEnhanced'];
    expect(cloud.told).toEqual(actions.map((action) => `face provider ${action} ${code}`));
  });
});
