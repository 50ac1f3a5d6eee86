import { describe, it } from '@jest/globals';
import { type AuditTrailEvent, auditTrail } from '../../src/domain/audit-trail/audit-trail.js';
import { given } from '../support/decider-spec.js';

const search: AuditTrailEvent = { type: 'StreamsSearched', data: { subject: 'an HMAC', found: 2, reason: '投诉处理' } };
const reveal: AuditTrailEvent = {
  type: 'PersonalDataRevealed',
  data: { stream: 'CustomerAccount-1', from: '0', until: '9', reason: '投诉处理' },
};

describe('audit trail', () => {
  it.each([search, reveal])('P2 every act of an auditor is a fact: $type', (act) => {
    given(auditTrail).when(act).then(act);
    given(auditTrail, act).when(act).then(act);
  });
});
