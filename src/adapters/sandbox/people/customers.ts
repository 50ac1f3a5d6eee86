import { type PhotoKind, photoKinds } from '../../../domain/shared/profile.js';
import { type Calls, unless } from './calls.js';
import { certificateRequest } from './certificate-request.js';
import { captchaOf, codeSentTo } from './codes.js';
import { picture } from './pictures.js';
import { type CustomerRow, customers } from './rows.js';

const accountType = 'futuresBrokerage';

/** The company's system brings a customer, with the photos of the account's opening (F8, F11). */
export const importCustomer = async (operator: Calls, row: CustomerRow): Promise<void> => {
  const { companyCode, customerNumber, certificates: _, other, ...record } = row;
  const path = `/v1/staff/customers/${companyCode}/${customerNumber}`;
  await operator.put(path, {
    ...record,
    idAddress: other.address,
    other: { ...other, postcode: '200120', education: '1', occupation: '1200', clientManager: '张三' },
    accountTypes: [accountType],
    status: 'active',
  });
  const file = async (kind: PhotoKind) =>
    operator.put(`${path}/photos/${kind}`, await picture(kind, customers.indexOf(row) + 1));
  await Promise.all(photoKinds.map(file));
};

/**
 * F24–F28: a device is verified by an agent and gets a certificate, which supersedes the one before. One that has it, from
 * a start that was interrupted, keeps it.
 */
export const certify = async (anybody: Calls, agent: Calls, row: CustomerRow, device: string): Promise<void> => {
  const customer = await signIn(anybody.as({ device }), row);
  const current = await unless('certificate.not-found', customer.get('/v1/futures/certificates/current'));
  if (current?.thisDevice) return;
  const ticket = await customer.post('/v1/futures/video-verifications');
  const { companyCode, branchCode } = row;
  await agent.post('/v1/staff/video-verifications/next', { companyCode, branchCode });
  const verdict = { outcome: 'passed', recordingReference: `sandbox/${ticket.id}` };
  await agent.post(`/v1/staff/video-verifications/${ticket.id}/verdict`, verdict);
  await customer.post('/v1/futures/certificates', { verificationId: ticket.id, csr: await certificateRequest() });
  await customer.delete('/v1/futures/sessions/current');
};

/** F2–F4. */
const signIn = async (device: Calls, { companyCode, idNumber, contactMobile }: CustomerRow): Promise<Calls> => {
  const identification = { companyCode, idNumber, accountType };
  const captcha = await captchaOf(device, 'futuresLogin');
  await device.post('/v1/futures/sessions/sms-codes', { ...identification, ...captcha });
  const smsCode = await codeSentTo(device, contactMobile);
  const { token } = await device.post('/v1/futures/sessions', { ...identification, smsCode });
  return device.as({ token: String(token) });
};
