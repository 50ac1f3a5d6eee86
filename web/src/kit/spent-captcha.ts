import { ApiProblem, isPassing, type ProblemCode } from '@realname/client';

/** Refusals that come before a captcha is looked at. */
const before: readonly (ProblemCode | 'unknown')[] = [
  'request.invalid',
  'session.required',
  'service.closed',
  'captcha.required',
];

/**
 * Whether a call that failed has spent its captcha (V5). After a refusal that goes by, such as a 503, the next press goes on with
 * the same captcha: the service lets it pass again.
 */
export const hasSpentCaptcha = (error: unknown): boolean =>
  error instanceof ApiProblem && !isPassing(error) && !before.includes(error.code);
