import type { Calls } from './calls.js';

/** A captcha, solved (V5). */
export const captchaOf = async (calls: Calls, purpose: string) => {
  const { captchaId } = await calls.post('/v1/captchas', { purpose });
  const { answer } = await calls.get(`/sandbox/captchas/${captchaId}`);
  return { captchaId, captcha: answer };
};

/** The newest code that a number was sent. */
export const codeSentTo = async (calls: Calls, mobile: string): Promise<unknown> => {
  const { items } = await calls.get(`/sandbox/sms-messages?to=${mobile}`);
  return (items as { code: string }[])[0]?.code;
};
