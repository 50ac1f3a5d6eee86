import { loadCompanies } from '../../../src/adapters/configuration/companies/load-companies.js';
import { Customers, customerSubject, type FuturesSession } from '../../../src/application/futures/account/customers.js';
import { SignIn, SignInHandler } from '../../../src/application/futures/account/sign-in.js';
import type { Revocation } from '../../../src/application/futures/certificate/revocation.js';
import { SigningCertificates } from '../../../src/application/futures/certificate/signing-certificates.js';
import type { ChangeRequestViews } from '../../../src/application/futures/change-request/change-request-view.js';
import { ChangeRequestWriter } from '../../../src/application/futures/change-request/change-request-writer.js';
import {
  ProposeContactPhone,
  ProposeContactPhoneHandler,
} from '../../../src/application/futures/change-request/contact-phone.js';
import type { AgreementSet } from '../../../src/application/futures/documents/agreement-set.js';
import {
  OpenSigningSession,
  OpenSigningSessionHandler,
  SignAgreement,
  SignAgreementHandler,
} from '../../../src/application/futures/signing/signatures.js';
import type { SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import { Companies } from '../../../src/application/shared/companies.js';
import { customerAccount } from '../../../src/domain/customer-account/decider.js';
import { digitalCertificate } from '../../../src/domain/digital-certificate/decider.js';
import { profileChangeRequest } from '../../../src/domain/profile-change-request/decider.js';
import {
  allShown,
  certificate,
  customer,
  customerId,
  device,
  documentOf,
  issued,
  mobile,
  oldMobile,
  photosDone,
  registered,
  requestId,
} from '../histories.js';
import type { Use, World } from './world.js';

const { companyCode, idNumber } = customer;
const subject = customerSubject(companyCode, customerId);

const customersOf = async (world: World) => {
  const owner = `${customerAccount.category}-${customerId}`;
  await world.claims.take(['customer', companyCode, 'futuresBrokerage', idNumber], owner, world.context());
  await world.given(customerAccount, customerId, subject, registered);
  return new Customers(world.claims, world.runner);
};

const writerOf = async (world: World) => {
  const views = { get: async () => ({}) } as unknown as ChangeRequestViews;
  return new ChangeRequestWriter(world.runner, world.readYourWrites, views, await customersOf(world));
};

const sessionOf = async (world: World) =>
  (await world.session({ app: 'futures', subject: customerId, companyCode, device })) as FuturesSession;

const contactPhone: Use = {
  name: 'V4.1, F17 the code of a contact phone',
  spent: 'sms.code-invalid',
  prepare: async (world) => {
    const handler = new ProposeContactPhoneHandler(await writerOf(world), world.smsCodes);
    await world.given(profileChangeRequest, requestId, subject, photosDone);
    const session = await sessionOf(world);
    const smsCode = await world.code('contactPhone', mobile, `${customerId}/${requestId}`);
    return (context) =>
      handler.execute(new ProposeContactPhone(requestId, { phone: mobile, smsCode }, session, context));
  },
};

const signIn: Use = {
  name: 'V4.1, F2 the code of a sign-in',
  spent: 'login.refused',
  prepare: async (world) => {
    const companies = new Companies(loadCompanies('companies'));
    const handler = new SignInHandler(
      companies,
      await customersOf(world),
      world.smsCodes,
      world.sessions,
      world.keyring,
    );
    const smsCode = await world.code('futuresLogin', oldMobile, `${companyCode}/futuresBrokerage/${idNumber}`);
    const form = { companyCode, accountType: 'futuresBrokerage', idNumber, smsCode };
    return (context) => handler.execute(new SignIn(form, context));
  },
};

const signingSession: Use = {
  name: 'F29 a signing session',
  spent: 'signing-session.expired',
  prepare: async (world) => {
    const writer = await writerOf(world);
    const agreements = { one: () => documentOf('changeApplication') } as unknown as AgreementSet;
    const certificates = new SigningCertificates(world.runner, world.claims);
    const format = {
      toBeSigned: () => Buffer.from('to be signed'),
      check: async () => 'trusted',
      verify: async () => true,
    } as unknown as SignatureFormat;
    const opener = new OpenSigningSessionHandler(writer, agreements, certificates, format, world.shortLived);
    const revocation: Pick<Revocation, 'goodAt'> = { goodAt: async () => Buffer.from('good') };
    const handler = new SignAgreementHandler(
      writer,
      agreements,
      certificates,
      format,
      world.singleUse,
      revocation as Revocation,
    );

    await world.given(profileChangeRequest, requestId, subject, allShown);
    await world.given(digitalCertificate, certificateId, subject, [issued]);
    const owner = `${digitalCertificate.category}-${certificateId}`;
    await world.claims.take(['activeCertificate', customerId], owner, world.context());
    const session = await sessionOf(world);
    const opening = new OpenSigningSession(requestId, documentId, certificate.serial, session, world.context());
    const { signingSessionId } = await opener.execute(opening);
    const form = { signingSessionId, signature: 'Mg==' };
    return (context) => handler.execute(new SignAgreement(requestId, documentId, form, session, context));
  },
  stands: ['signing-session.expired'],
};
const documentId = 'changeApplication';
const certificateId = '0b6f5a0e-0000-4000-8000-000000000003';

export const futuresUses: readonly Use[] = [contactPhone, signIn, signingSession];
