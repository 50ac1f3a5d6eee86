import type { Call } from './journey.js';

/** What the calls of staff are about: all of it of company 0039, branch 001, or of the identity app. */
export interface Subjects {
  readonly idNumber: string;
  readonly customerNumber: string;
  readonly person: object;
  readonly photo: Uint8Array;
  /** A submitted request to approve, and one to reject. */
  readonly requests: readonly [string, string];
  /** A call that the agent of the rows is in. */
  readonly ticket: string;
  readonly account: string;
  readonly user: { readonly userId: string; readonly idNumber: string };
  /** An erasure that another operator asked for and that waits; so does level 4 of the user. */
  readonly erasureId: string;
}

/** How to call a route of staff, as the one who may. */
export interface StaffCall extends Call {
  readonly role: 'any' | 'operator' | 'agent' | 'reviewer' | 'auditor';
  /** What it is about, in place of the path's parameters. */
  readonly of?: Readonly<Record<string, string>>;
  readonly query?: string;
  /** What one must have: the branch, the company with any branch, the identity app, everything, or nothing. */
  readonly scope: 'branch' | 'company' | 'app' | 'everything' | 'none';
  /** What those hear who have the role elsewhere; `200` is of what is their own, and has nothing of the subjects. */
  readonly elsewhere: string;
  /** The same in another company and nowhere, where it is another answer. */
  readonly otherCompany?: string;
  readonly nowhere?: string;
}

const forbidden = '403 access.forbidden';
const anyRevision = { 'if-match': Array.from({ length: 60 }, (_, revision) => `"${revision}"`).join(', ') };
const reason = { 'x-audit-reason': 'complaint 2026-1123' };
const branch = { companyCode: '0039', branchCode: '001' };

/** Every call of staff by its `operationId`, in an order in which each can be served. */
export const staffCalls = (of: Subjects): Readonly<Record<string, StaffCall>> => {
  const { idNumber, customerNumber, requests, ticket, account, user, person, photo, erasureId } = of;
  const customer = { companyCode: '0039', customerNumber };
  const operator = { role: 'operator', scope: 'branch' } as const;
  const agent = {
    role: 'agent',
    scope: 'branch',
    elsewhere: '404 verification.not-found',
    of: { id: ticket },
  } as const;
  const reviewer = { role: 'reviewer', scope: 'branch', elsewhere: '404 change-request.not-found' } as const;
  const auditor = {
    role: 'auditor',
    scope: 'branch',
    elsewhere: '404 stream.not-found',
    of: { stream: account },
  } as const;
  const review = { ...reviewer, of: { id: requests[0] } };
  return {
    getTransparencyEntries: { role: 'auditor', scope: 'everything', elsewhere: forbidden, of: { path: '000.p/1' } },
    getStaffMe: { role: 'any', scope: 'none', elsewhere: '200' },
    putCustomerPhoto: {
      ...operator,
      elsewhere: '404 customer.not-found',
      of: { ...customer, kind: 'idFront' },
      body: photo,
    },
    putCustomer: {
      ...operator,
      elsewhere: '404 branch.not-found',
      of: customer,
      body: person,
      otherCompany: '404 company.not-found',
    },
    postIdentityUser: {
      role: 'operator',
      scope: 'app',
      elsewhere: forbidden,
      body: { idNumber: user.idNumber, name: '欧阳测试', realNameLevel: 3 },
    },
    postIdentityUserSearch: { role: 'operator', scope: 'app', elsewhere: forbidden, body: { idNumber: user.idNumber } },
    postIdentityUserRealNameLevel: {
      role: 'operator',
      scope: 'app',
      elsewhere: '404 user.not-found',
      of: { userId: user.userId },
      body: { level: 4, reason: '本人到窗口核验身份证原件' },
    },
    postIdentityUserRealNameLevelConfirmation: {
      role: 'operator',
      scope: 'app',
      elsewhere: '404 confirmation.not-found',
      of: { userId: user.userId },
    },
    getVideoQueue: { ...agent, elsewhere: '404 branch.not-found', query: '?companyCode=0039&branchCode=001' },
    getCurrentCall: agent,
    getCallPhoto: { ...agent, of: { id: ticket, kind: 'idFront' } },
    getCallEvents: agent,
    postCallSignal: { ...agent, body: { data: { type: 'offer' } } },
    postVerdict: { ...agent, body: { outcome: 'passed' } },
    postNextCall: { ...agent, elsewhere: '404 branch.not-found', body: branch },
    getReviews: { ...reviewer, elsewhere: '200', nowhere: forbidden },
    getReview: review,
    getReviewPhoto: { ...review, of: { id: requests[0], which: 'submitted', kind: 'signature' } },
    postApproval: { ...review, headers: anyRevision },
    postRejection: { ...reviewer, of: { id: requests[1] }, body: { reason: '照片不清晰' }, headers: anyRevision },
    getAccountChanges: {
      ...operator,
      scope: 'company',
      elsewhere: '404 company.not-found',
      query: '?companyCode=0039',
    },
    postStreamSearch: { ...auditor, elsewhere: '200', nowhere: forbidden, body: { idNumber }, headers: reason },
    getStream: { ...auditor, query: '?reveal=true', headers: reason },
    getStreamState: { ...auditor, query: '?revision=0' },
    getStreamDiff: { ...auditor, query: '?from=0&to=0' },
    getEventLog: { ...auditor, elsewhere: '200', nowhere: forbidden },
    getEvidence: { ...auditor, elsewhere: '404 change-request.not-found', of: { id: requests[0] }, headers: reason },
    postErasure: {
      ...operator,
      elsewhere: '404 customer.not-found',
      body: { app: 'futures', idNumber, reason: '投诉处理' },
    },
    postErasureConfirmation: { ...operator, elsewhere: '404 confirmation.not-found', of: { id: erasureId } },
  };
};
