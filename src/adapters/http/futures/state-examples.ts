import type { ChangeRequestAnswer, CurrentCertificateAnswer, TicketAnswer } from './answers.js';

const id = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const serial = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const [openedAt, submittedAt, decidedAt] = [
  '2026-11-22T08:00:00.000Z',
  '2026-11-22T08:20:00.000Z',
  '2026-11-22T09:00:00.000Z',
];

const missing = { state: 'missing', sha256: null, uploadedAt: null } as const;
const onFile = { state: 'onFile', sha256, uploadedAt: null } as const;
const kept = { state: 'kept', sha256, uploadedAt: null } as const;
const uploaded = { state: 'uploaded', sha256, uploadedAt: openedAt } as const;
const application = { documentId: 'changeApplication', title: '《合同内容变更申请书》', version: '1.0', sha256 };
const progress = (current: number) => ({ stages: ['资料报审', '签署协议', '在线回访'], current });

const photos: ChangeRequestAnswer = {
  id,
  kind: 'contactPhone',
  status: 'open',
  step: 'photos',
  message: '资料修改申请办理中',
  progress: progress(1),
  maskedName: '测*',
  maskedIdNumber: '4101**********0033',
  photos: { idFront: onFile, idBack: onFile, signature: missing },
  responsibilityLetter: null,
  current: { phone: '0755****533' },
  proposed: null,
  agreements: [],
  consented: false,
  certificate: { readiness: 'required', serial: null, verificationId: null },
  openedAt,
  submittedAt: null,
  decidedAt: null,
  rejectionReason: null,
};
const form: ChangeRequestAnswer = {
  ...photos,
  step: 'form',
  photos: { idFront: kept, idBack: kept, signature: uploaded },
  responsibilityLetter: { version: '1.0', agreedAt: openedAt },
};
const certificate: ChangeRequestAnswer = {
  ...form,
  step: 'certificate',
  progress: progress(2),
  proposed: { phone: '13900139000' },
  agreements: [{ ...application, signed: false }],
};
const agreements: ChangeRequestAnswer = {
  ...certificate,
  step: 'agreements',
  certificate: { readiness: 'usable', serial, verificationId: null },
};
const submission: ChangeRequestAnswer = {
  ...agreements,
  step: 'submission',
  agreements: [{ ...application, signed: true }],
  consented: true,
};
const submitted: ChangeRequestAnswer = {
  ...submission,
  status: 'submitted',
  step: 'done',
  message: '资料修改申请已提交',
  progress: progress(3),
  submittedAt,
};

/** A change request at each step while it is open, and in each status after that. */
const changeRequests = {
  photos,
  form,
  certificate,
  agreements,
  submission,
  submitted,
  applied: { ...submitted, status: 'applied', message: '修改资料成功', decidedAt },
  rejected: {
    ...submitted,
    status: 'rejected',
    message: '资料修改申请未通过',
    decidedAt,
    rejectionReason: '照片不清晰',
  },
  cancelled: {
    ...form,
    status: 'cancelled',
    step: 'done',
    message: '资料修改申请已取消',
    progress: progress(3),
    decidedAt,
  },
  expired: { ...form, status: 'expired', step: 'done', message: '资料修改申请已过期', progress: progress(3) },
} satisfies Record<string, ChangeRequestAnswer>;

const waiting: TicketAnswer = {
  id,
  status: 'waiting',
  branch: { code: '001', name: '总部营业部' },
  waiting: 3,
  position: 2,
  agent: null,
  call: null,
  reason: null,
  endedBy: null,
};
const over = { ...waiting, waiting: 2, position: null };

const tickets = {
  waiting,
  inCall: {
    ...over,
    status: 'inCall',
    agent: { name: '王坐席', licenceNumber: 'F3000001' },
    call: {
      provider: 'webrtc',
      url: `/v1/futures/video-verifications/${id}/signals`,
      token: 'mC0cVhJwq1l0U9S0mCqTgq1a6w0dM2bq2L9cW8n3u2Y',
      expiresAt: '2026-11-22T08:30:00.000Z',
    },
  },
  passed: { ...over, status: 'passed', endedBy: 'agent' },
  rejected: { ...over, status: 'rejected', reason: '光线过暗', endedBy: 'agent' },
  left: { ...over, status: 'left', endedBy: 'customer' },
  expired: { ...over, status: 'expired', endedBy: 'timeout' },
} satisfies { readonly [S in TicketAnswer['status']]: TicketAnswer };

const active: CurrentCertificateAnswer = {
  serial,
  certificate: '-----BEGIN CERTIFICATE-----\n…',
  chain: '-----BEGIN CERTIFICATE-----\n…',
  state: 'active',
  notAfter: '2027-11-22T08:00:00.000Z',
  thisDevice: true,
};

const certificates = {
  active,
  otherDevice: { ...active, thisDevice: false },
  revoked: { ...active, state: 'revoked' },
  superseded: { ...active, state: 'superseded', thisDevice: false },
  expired: { ...active, state: 'expired', notAfter: '2026-11-01T08:00:00.000Z' },
} satisfies Record<string, CurrentCertificateAnswer>;

export const futuresStates = {
  ChangeRequestAnswer: changeRequests,
  TicketAnswer: tickets,
  CurrentCertificateAnswer: certificates,
};
