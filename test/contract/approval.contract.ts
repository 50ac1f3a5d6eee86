import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Approval, Submission } from '../../src/application/ports/approval.js';

export const submission: Submission = {
  companyCode: '0038',
  changeRequestId: '0b6f5a0e-0000-4000-8000-000000000002',
  revision: '14',
  customerNumber: '80001234',
  kind: 'contactPhone',
  submittedAt: '2026-11-22T08:07:00.000Z',
  changes: [{ field: 'phone', from: '075586001533', to: '13800138000' }],
  photos: { idFront: 'digest of idFront', idBack: null, signature: 'digest of signature' },
  agreements: [],
};

/** An approval, and submissions of which it is known what it will say. */
export interface KnownSubmissions {
  readonly approval: Approval;
  readonly approved: Submission;
  readonly pending: Submission;
  readonly close?: () => Promise<void>;
}

export const approvalContract = (name: string, create: () => Promise<KnownSubmissions>) =>
  describe(`Approval by ${name}`, () => {
    let known: KnownSubmissions;
    beforeAll(async () => {
      known = await create();
    });
    afterAll(() => known.close?.());

    it('F22 approves, and says the same when the submission is handed over again', async () => {
      const { approval, approved } = known;
      expect(await approval.submit(approved)).toEqual({ decision: 'approved' });
      expect(await approval.submit(approved)).toEqual({ decision: 'approved' });
    });

    it('F22 leaves what somebody else decides pending, however often it is asked', async () => {
      const { approval, pending } = known;
      for (let times = 0; times < 2; times++) {
        expect(await approval.submit(pending)).toMatchObject({ decision: 'pending' });
        expect(await approval.poll(pending)).toMatchObject({ decision: 'pending' });
      }
    });
  });
