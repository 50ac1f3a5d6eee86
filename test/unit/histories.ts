import type {
  CustomerAccountEvent,
  CustomerRecord,
  OtherInformation,
  PhotoOnFile,
} from '../../src/domain/customer-account/events.js';
import type { DigitalCertificateEvent, IssuedCertificate } from '../../src/domain/digital-certificate/events.js';
import type { GroupNow, ProfileChangeRequestCommand } from '../../src/domain/profile-change-request/commands.js';
import type {
  AgreementSignature,
  ChangeKind,
  CurrentValues,
  PhotoKind,
  ProfileChangeRequestEvent,
  StoredPhoto,
} from '../../src/domain/profile-change-request/events.js';
import { basisOf } from '../../src/domain/profile-change-request/form.js';
import { day, type Instant, minute, plus } from '../../src/domain/shared/instant.js';
import type { Agent, VideoVerificationEvent } from '../../src/domain/video-verification/events.js';

/** Four in the afternoon of a Sunday in Shanghai; later instants are named by how much later they are. */
export const t0: Instant = '2026-11-22T08:00:00.000Z';
export const later = (minutes: number): Instant => plus(t0, minutes * minute);
export const inThirtyDays = plus(t0, 30 * day);

export const [customerId, requestId] = ['0b6f5a0e-0000-4000-8000-000000000001', '0b6f5a0e-0000-4000-8000-000000000002'];
export const [phone, mobile] = ['+8675586001533', '+8613800138000'];
export const [oldMobile, landline] = ['+8613900139000', '+86218765432'];

// The customer of the manual's figures, as the company's system knows them.

export const other: OtherInformation = {
  province: { code: '310000', name: '上海市' },
  city: { code: '310115', name: '浦东新区' },
  address: '世纪大道100号',
  postcode: '518000',
  email: null,
  education: 'bachelor',
  occupation: 'finance',
  clientManager: '测试0033',
  intermediary: '李四',
};
export const customer: CustomerRecord = {
  companyCode: '0038',
  customerNumber: '80001234',
  name: '测试0033',
  idNumber: '410101199508130033',
  idAddress: '河南省郑州市测试路1号',
  validity: { start: '2015-01-01', end: '2025-12-31' },
  contactMobile: oldMobile,
  contactPhone: phone,
  branchCode: '001',
  other,
  accountTypes: ['futuresBrokerage'],
  status: 'active',
};
export const photo = (kind: PhotoKind, sha256 = `${kind} on file`): PhotoOnFile => ({
  kind,
  photoId: `photo of ${sha256}`,
  sha256,
  mediaType: 'image/jpeg',
});

export const imported: CustomerAccountEvent = { type: 'CustomerImported', data: { ...customer, asOf: t0 } };
/** Whose account it is, as facts for the company's system name it. */
export const numbers = { companyCode: customer.companyCode, customerNumber: customer.customerNumber };
export const filed = (kind: PhotoKind): CustomerAccountEvent => ({
  type: 'PhotoFiled',
  data: { ...photo(kind), cause: { import: true } },
});
export const registered = [imported, filed('idFront'), filed('idBack'), filed('signature')];
/** An approved request has made `mobile` the contact phone, ten minutes after the import. */
export const phoneApplied: readonly CustomerAccountEvent[] = [
  {
    type: 'PhoneChanged',
    data: { phone: 'contactPhone', number: mobile, cause: { changeRequestId: requestId }, changedAt: later(10) },
  },
  {
    type: 'ChangeRequestApplied',
    data: {
      changeRequestId: requestId,
      ...numbers,
      kind: 'contactPhone',
      values: { contactPhone: mobile },
      appliedAt: later(10),
    },
  },
];

// A change request, step by step.

const stored = (kind: PhotoKind, sha256?: string): StoredPhoto => {
  const { kind: _, ...rest } = photo(kind, sha256);
  return rest;
};
export const onFile = { idFront: stored('idFront'), idBack: stored('idBack'), signature: stored('signature') };
export const currentPhones: CurrentValues = {
  kind: 'contactPhone',
  contactPhone: phone,
  contactMobile: oldMobile,
};
export const group: GroupNow = {
  version: 1,
  current: currentPhones,
  name: customer.name,
  idAddress: customer.idAddress,
};

type Open = Extract<ProfileChangeRequestCommand, { type: 'OpenRequest' }>;
export const open = (kind: ChangeKind = 'contactPhone', photosOnFile: Open['photosOnFile'] = onFile): Open => ({
  type: 'OpenRequest',
  customerId: customerId,
  companyCode: '0038',
  customerNumber: customer.customerNumber,
  kind,
  idNumber: customer.idNumber,
  group,
  photosOnFile,
  at: t0,
  expiresAt: inThirtyDays,
});
export const openedAs = (kind: ChangeKind, photosOnFile = open().photosOnFile): ProfileChangeRequestEvent => {
  const { type: _, group, at, ...data } = open(kind, photosOnFile);
  return { type: 'ProfileChangeRequestOpened', data: { ...data, ...basisOf(group), openedAt: at } };
};
export const opened = openedAs('contactPhone');
export const uploaded = (kind: PhotoKind, sha256 = `new ${kind}`): ProfileChangeRequestEvent => ({
  type: 'PhotoUploaded',
  data: { kind, ...stored(kind, sha256), uploadedAt: later(1) },
});
export const kept = (kind: PhotoKind): ProfileChangeRequestEvent => ({
  type: 'PhotoKept',
  data: { kind, ...stored(kind) },
});
export const letterAgreed: ProfileChangeRequestEvent = {
  type: 'ResponsibilityLetterAgreed',
  data: { documentId: 'letter', version: '1', sha256: 'letter 1', scope: 'general', agreedAt: later(2) },
};
export const photosDone = [opened, kept('idFront'), kept('idBack'), uploaded('signature'), letterAgreed];
export const documentSeed = '5f0c1d2e3a4b5968778695a4b3c2d1e0';
export const proposed: ProfileChangeRequestEvent = {
  type: 'ContactPhoneProposed',
  data: { phone: mobile, verifiedBy: 'smsCode', documentSeed, proposedAt: later(3) },
};
export const formDone = [...photosDone, proposed];

export const documents = { changeApplication: 'digest of the application', certificateLetter: 'digest of the letter' };
export type DocumentId = keyof typeof documents;
export const documentOf = (documentId: DocumentId) => ({
  documentId,
  version: '1',
  sha256: documents[documentId],
  objectId: `bytes of ${documentId}`,
});
export const signature = (documentId: DocumentId): AgreementSignature => ({
  ...documentOf(documentId),
  certificateSerial: '0b6f5a0e000040008000000000000003',
  signingSessionId: `signing session of ${documentId}`,
  toBeSigned: 'MQ==',
  signature: 'Mg==',
  certificateState: 'good',
  signedAt: later(5),
});
export const shown = (documentId: DocumentId): ProfileChangeRequestEvent => ({
  type: 'AgreementShown',
  data: { ...documentOf(documentId), shownAt: later(4) },
});
export const signed = (documentId: DocumentId): ProfileChangeRequestEvent => ({
  type: 'AgreementSigned',
  data: signature(documentId),
});
export const consented: ProfileChangeRequestEvent = {
  type: 'AgreementsConsented',
  data: { documentId: 'consent', version: '1', sha256: 'consent 1', scope: 'general', consentedAt: later(6) },
};
export const allShown = [...formDone, shown('changeApplication'), shown('certificateLetter')];
export const allSigned = [...allShown, signed('changeApplication'), signed('certificateLetter')];
export const readyToSubmit = [...allSigned, consented];
export const submittedFact: ProfileChangeRequestEvent = {
  type: 'ProfileChangeRequestSubmitted',
  data: { submittedAt: later(7) },
};
export const approvedFact: ProfileChangeRequestEvent = {
  type: 'ProfileChangeRequestApproved',
  data: { by: 'policy', decidedAt: later(7) },
};
export const submitted = [...readyToSubmit, submittedFact];
export const approved = [...submitted, approvedFact];

// A video verification and the certificate that it leads to.

export const [device, otherDevice] = ['phone-00000001', 'phone-00000002'];
export const agent: Agent = { id: 'agent-1', name: '王客服', licenceNumber: 'F0300001' };
export const ticketRequested: VideoVerificationEvent = {
  type: 'VideoVerificationRequested',
  data: { customerId: customerId, companyCode: '0038', branchCode: '001', device: device, requestedAt: t0 },
};
export const callStarted: VideoVerificationEvent = {
  type: 'VideoCallStarted',
  data: { agent, startedAt: later(10) },
};
export const inCall = [ticketRequested, callStarted];
export const passedFact: VideoVerificationEvent = {
  type: 'VideoVerificationPassed',
  data: { agent, recordingReference: 'recordings/1', passedAt: later(20) },
};
export const passed = [...inCall, passedFact];
export const passUsed: VideoVerificationEvent = {
  type: 'VerificationPassUsed',
  data: { certificateId: 'certificate-1', keySha256: 'key 1', usedAt: later(25) },
};

export const certificate: IssuedCertificate = {
  serial: '0b6f5a0e000040008000000000000003',
  customerId: customerId,
  companyCode: '0038',
  device: device,
  verificationId: '0b6f5a0e-0000-4000-8000-000000000004',
  certificate: '-----BEGIN CERTIFICATE-----',
  keySha256: 'key 1',
  issuedAt: later(25),
  notAfter: '2027-11-22T08:25:00.000Z',
};
export const issued: DigitalCertificateEvent = { type: 'CertificateIssued', data: certificate };

/** A long history of each aggregate that holds personal data. */
export const histories = {
  CustomerAccount: [...registered, ...phoneApplied],
  ProfileChangeRequest: approved,
  VideoVerification: [...passed, passUsed],
  DigitalCertificate: [issued],
};

// What a customer does in the photo step.

export const upload = (kind: PhotoKind, sha256 = `new ${kind}`): ProfileChangeRequestCommand => {
  const { kind: _, ...stored } = photo(kind, sha256);
  return { type: 'UploadPhoto', kind, photo: stored, at: later(1) };
};
export const keep = (kind: PhotoKind): ProfileChangeRequestCommand => ({ type: 'KeepPhoto', kind, at: later(1) });
export const letter = { documentId: 'letter', version: '1', sha256: 'letter 1' };
export const agree = (version = '1', text = letter) =>
  ({ type: 'AgreeToLetter', letter: text, version, at: later(2) }) as const;
