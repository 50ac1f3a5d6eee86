import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CompanyReview } from '../../src/adapters/company-review/company-review.js';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { Companies } from '../../src/application/shared/companies.js';
import { CompanyReviewServer, type Trouble } from '../support/servers/company-review-server.js';
import { approvalContract, submission } from './approval.contract.js';

const system = async (verdict: CompanyReviewServer['verdict'] = { decision: 'pending' }) => {
  const server = await CompanyReviewServer.start();
  server.verdict = verdict;
  return server;
};
const log: string[] = [];
const approvalOf = (servers: readonly CompanyReviewServer[], secret = servers[0]!.secret) => {
  const [company] = loadCompanies('companies');
  const companies = servers.map(({ url }, at) => {
    return { ...company!, code: `004${at}`, approval: 'companyReview' as const, companyReview: { url: `${url}/` } };
  });
  const secrets = new Map(companies.map(({ code }) => [code, secret]));
  return new CompanyReview(new Companies(companies), secrets, (...line) => void log.push(JSON.stringify(line)), 300);
};
const mine = { ...submission, companyCode: '0040' };

approvalContract('the company’s own system', async () => {
  const servers = [await system({ decision: 'approved' }), await system()];
  return {
    approval: approvalOf(servers),
    approved: mine,
    pending: { ...submission, companyCode: '0041' },
    close: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
});

describe('the company’s own system (F22)', () => {
  let server: CompanyReviewServer;
  let approval: CompanyReview;
  beforeAll(async () => {
    server = await system();
    approval = approvalOf([server]);
  });
  afterAll(() => server.stop());

  it('files a submission once, whole, under its id and revision', async () => {
    await approval.submit(mine);
    await approval.submit(mine);
    await approval.submit({ ...mine, revision: '31' });
    const key = submission.changeRequestId;
    expect(server.filed.map((each) => each.key)).toEqual([`${key}/14`, `${key}/31`]);
    expect(server.filed[0]!.submission).toEqual(mine);
  });

  it('tells by a poll what was decided since, and a rejection’s reason', async () => {
    await approval.submit(mine);
    server.verdict = { decision: 'rejected', reason: ' 照片不清晰 ' };
    expect(await approval.poll(mine)).toEqual({ decision: 'rejected', reason: '照片不清晰' });
    server.verdict = { decision: 'pending' };
  });

  it.each([
    [undefined, undefined],
    [1, 10_000],
    [90, 90_000],
    [999_999, 86_400_000],
  ])('asks to be polled by Retry-After %s: after %s ms', async (retryAfter, pollAfterMs) => {
    server.verdict = { decision: 'pending', ...(retryAfter && { retryAfter }) };
    expect(await approval.submit(mine)).toEqual({ decision: 'pending', ...(pollAfterMs && { pollAfterMs }) });
  });

  it.each<Trouble>([
    'unavailable',
    'hanging',
    'lost',
    'garbage',
    'moved',
    'endless',
  ])('is unavailable when it is %s', async (trouble) => {
    server.trouble = trouble;
    await expect(approval.submit(mine)).rejects.toThrow(DependencyUnavailable);
    server.trouble = undefined;
    expect(await approval.submit(mine)).toMatchObject({ decision: 'pending' });
  });

  it.each(['', ' ', 'x'.repeat(201)])('is unavailable when it rejects for %j', async (reason) => {
    server.verdict = { decision: 'rejected', reason };
    await expect(approval.submit(mine)).rejects.toThrow(DependencyUnavailable);
    server.verdict = { decision: 'pending' };
  });

  it('is unavailable when it does not know what is polled', () =>
    expect(approval.poll({ ...mine, revision: '99' })).rejects.toThrow(DependencyUnavailable));

  it('is unavailable when it is not there, or nothing is known of it', async () => {
    const gone = await system();
    await gone.stop();
    await expect(approvalOf([gone]).submit(mine)).rejects.toThrow(DependencyUnavailable);
    await expect(approval.submit(submission)).rejects.toThrow(DependencyUnavailable);
  });

  it('trusts no other secret, no changed message and no old one', async () => {
    const calls = server.calls.length;
    await expect(approvalOf([server], 'another secret that is long enough').submit(mine)).rejects.toThrow();
    expect(server.calls.slice(calls)).toEqual(['POST 401']);
    const { signatureOf } = await import('../../src/adapters/company-review/signature.js');
    const message = { method: 'POST', path: '/review/change-requests', body: '{}' };
    const signed = (secondsAgo: number) => {
      const timestamp = Math.floor(Date.now() / 1000) - secondsAgo;
      return { ...message, signature: signatureOf(server.secret, { ...message, timestamp }) };
    };
    expect(server.trusts(signed(0))).toBe(true);
    expect(server.trusts(signed(301))).toBe(false);
    for (const change of [{ method: 'GET' }, { path: '/' }, { body: '{ }' }])
      expect(server.trusts({ ...signed(0), ...change })).toBe(false);
  });

  it('P4 logs nothing of what was sent', () => {
    expect(log.length).toBeGreaterThan(5);
    for (const line of log) expect(line).not.toMatch(/138001|075586|secret|80001234|127\.0\.0\.1/);
  });
});
