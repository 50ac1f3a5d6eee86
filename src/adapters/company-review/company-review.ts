import {
  Approval,
  type ApprovalAnswer,
  type Submission,
  type SubmissionKey,
} from '../../application/ports/approval.js';
import type { Log } from '../../application/ports/log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import type { Companies } from '../../application/shared/companies.js';
import { NotUnderstood, readAnswer } from './answer.js';
import { signatureOf } from './signature.js';

/**
 * The company's own review system, over HTTP: each submission is POSTed to the configured URL, what became of it read
 * below it. docs/operations.md has the messages.
 */
export class CompanyReview extends Approval {
  /** @param secrets by company code */
  constructor(
    private readonly companies: Companies,
    private readonly secrets: ReadonlyMap<string, string>,
    private readonly log: Log = () => {},
    private readonly timeoutMs = 5_000,
  ) {
    super();
  }

  override submit(submission: Submission): Promise<ApprovalAnswer> {
    const { companyCode, changeRequestId, revision } = submission;
    const headers = { 'content-type': 'application/json', 'idempotency-key': `${changeRequestId}/${revision}` };
    return this.call(companyCode, 'POST', '', headers, JSON.stringify(submission));
  }

  override poll({ companyCode, changeRequestId, revision }: SubmissionKey): Promise<ApprovalAnswer> {
    return this.call(companyCode, 'GET', `/${changeRequestId}/${revision}`, {}, '');
  }

  private async call(
    companyCode: string,
    method: 'GET' | 'POST',
    below: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<ApprovalAnswer> {
    const { url, secret } = this.systemOf(companyCode);
    const address = new URL(`${url}${below}`);
    const signed = { timestamp: Math.floor(Date.now() / 1000), method, path: address.pathname, body };
    try {
      const response = await fetch(address, {
        method,
        headers: { ...headers, accept: 'application/json', 'x-realname-signature': signatureOf(secret, signed) },
        ...(body && { body }),
        redirect: 'error',
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return await readAnswer(response);
    } catch (error) {
      // An error's message may quote what was sent or answered: its class says enough.
      const reason = error instanceof NotUnderstood ? error.message : (error as Error).name;
      this.log('warn', 'the company review system did not answer', { companyCode, method, reason });
      throw new DependencyUnavailable(`review system of company ${companyCode}`);
    }
  }

  private systemOf(companyCode: string): { readonly url: string; readonly secret: string } {
    const url = this.companies.all().find(({ code }) => code === companyCode)?.companyReview?.url;
    const secret = this.secrets.get(companyCode);
    if (!url || !secret) throw new DependencyUnavailable(`review system of company ${companyCode}`);
    return { url: url.replace(/\/+$/, ''), secret };
  }
}
