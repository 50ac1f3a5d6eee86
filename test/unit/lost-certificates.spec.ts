import { beforeEach, describe, expect, it } from '@jest/globals';
import { customerSubject } from '../../src/application/futures/account/customers.js';
import { LostCertificates } from '../../src/application/futures/certificate/lost-certificates.js';
import type { Issued } from '../../src/application/futures/certificate/signing-certificates.js';
import type { RevocationReason } from '../../src/domain/digital-certificate/events.js';
import { profileChangeRequest } from '../../src/domain/profile-change-request/decider.js';
import type { ProfileChangeRequestEvent } from '../../src/domain/profile-change-request/events.js';
import { stepOf } from '../../src/domain/profile-change-request/progress.js';
import type { OpenedRequest } from '../../src/domain/profile-change-request/state.js';
import { given } from '../support/decider-spec.js';
import {
  certificate,
  customerId,
  device,
  documents,
  later,
  otherDevice,
  readyToSubmit,
  requestId,
  submitted,
} from './histories.js';
import { World } from './single-use/world.js';

const subject = customerSubject('0038', customerId);
const lost = { type: 'VoidSignatures', certificateSerial: certificate.serial, at: later(10) } as const;
const request = (...facts: readonly ProfileChangeRequestEvent[]) => given(profileChangeRequest, ...facts);
const voided: ProfileChangeRequestEvent = {
  type: 'SignaturesVoided',
  data: { certificateSerial: certificate.serial, voidedAt: later(10) },
};

describe('the signatures of a certificate that is lost (F29)', () => {
  it('F29 are void in a request that was not submitted, and the certificate comes first again', () => {
    request(...readyToSubmit)
      .when(lost)
      .then(voided);
    const state = [...readyToSubmit, voided].reduce(profileChangeRequest.evolve, profileChangeRequest.initialState);
    const situation = { documentIds: Object.keys(documents), certificateUsable: false };
    expect(stepOf(state as OpenedRequest, situation)).toBe('certificate');
    expect(state).toMatchObject({ signed: {}, shown: { changeApplication: {} }, consented: true });
    request(...readyToSubmit, voided)
      .when(lost)
      .thenNothing();
  });

  it('F29 stay where the request was submitted, and where another certificate signed', () => {
    request(...submitted)
      .when(lost)
      .thenNothing();
    request(...readyToSubmit)
      .when({ ...lost, certificateSerial: 'another' })
      .thenNothing();
  });
});

describe('what goes with a revoked certificate', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.given(profileChangeRequest, requestId, subject, readyToSubmit);
    const key = ['openRequest', customerId, 'contactPhone'] as const;
    await world.claims.take(key, `${profileChangeRequest.category}-${requestId}`, world.context());
  });
  const opened = (on: string) =>
    world.session({ app: 'futures', subject: customerId, companyCode: '0038', device: on });
  const revoke = (reason: RevocationReason, calledFrom: string) => {
    const revoked: Issued = { is: 'issued', ...certificate, revoked: { reason, at: later(10) } };
    const certificates = new LostCertificates(world.claims, world.runner, world.sessions);
    return certificates.settle(revoked, calledFrom, world.context());
  };
  const signed = async () => {
    const { state } = await world.runner.load(profileChangeRequest, requestId);
    return Object.keys((state as OpenedRequest).signed).length;
  };
  const devices = async () => (await world.sessions.list(customerId)).map((each) => each.device).sort();

  it('F28, F29 lost, told from another device: signatures, and the sessions of the device that had it', async () => {
    for (const on of [device, otherDevice, device]) await opened(on);
    await revoke('lost', otherDevice);
    await revoke('lost', otherDevice);
    expect([await signed(), await devices()]).toEqual([0, [otherDevice]]);
  });

  it('F28, F29 lost, told from the device itself: signatures alone', async () => {
    for (const on of [device, otherDevice]) await opened(on);
    await revoke('lost', device);
    expect([await signed(), await devices()]).toEqual([0, [device, otherDevice]]);
  });

  it.each(['locked', 'superseded'] as const)('F28 %s: nothing', async (reason) => {
    await opened(device);
    await revoke(reason, otherDevice);
    expect([await signed(), await devices()]).toEqual([2, [device]]);
  });
});
