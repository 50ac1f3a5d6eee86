import type { ReviewAnswer } from './review-answers.js';

const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const submittedAt = '2026-11-22T08:20:00.000Z';
const decidedAt = '2026-11-22T09:00:00.000Z';
const photo = { onFile: sha256, submitted: sha256 };

const submitted: ReviewAnswer = {
  id: '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e',
  companyCode: '0039',
  customerNumber: '00390001',
  kind: 'contactPhone',
  status: 'submitted',
  customer: { name: '测试0033', maskedIdNumber: '4101**********0033' },
  current: { phone: '0755****533' },
  proposed: { phone: '13900139000' },
  photos: { idFront: photo, idBack: photo, signature: { onFile: null, submitted: sha256 } },
  agreements: [
    {
      documentId: 'changeApplication',
      version: '1.0',
      sha256,
      certificateSerial: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
      signedAt: '2026-11-22T08:15:00.000Z',
    },
  ],
  submittedAt,
  decidedAt: null,
  rejectionReason: null,
  warnings: [],
};

const reviews = {
  submitted,
  applied: { ...submitted, status: 'applied', decidedAt },
  rejected: { ...submitted, status: 'rejected', decidedAt, rejectionReason: '照片不清晰' },
} satisfies Record<string, ReviewAnswer>;

export const staffStates = { ReviewAnswer: reviews };
