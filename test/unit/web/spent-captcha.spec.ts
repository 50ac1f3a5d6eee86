import { describe, expect, it } from '@jest/globals';
import { ApiProblem, ConnectionError, type ProblemCode } from '@realname/client';
import { hasSpentCaptcha } from '../../../web/src/kit/spent-captcha.js';

const refused = (status: number, code: ProblemCode | 'unknown') => new ApiProblem(status, code, {});

describe('a captcha of a call that failed (V5)', () => {
  it.each([
    refused(422, 'captcha.invalid'),
    refused(429, 'sms.quota-exceeded'),
    refused(409, 'identity.mobile-in-use'),
    refused(500, 'unknown'),
  ])('V5 is spent by %s', (error) => {
    expect(hasSpentCaptcha(error)).toBe(true);
  });

  it.each([
    refused(503, 'dependency.unavailable'),
    refused(429, 'request.rate-limited'),
    refused(409, 'request.in-progress'),
    refused(502, 'unknown'),
    refused(400, 'request.invalid'),
    refused(422, 'captcha.required'),
    refused(422, 'service.closed'),
    new ConnectionError('broken'),
  ])('V5 is good for the next press after %s', (error) => {
    expect(hasSpentCaptcha(error)).toBe(false);
  });
});
