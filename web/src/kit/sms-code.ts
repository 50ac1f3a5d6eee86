import type { Call } from '@realname/client';
import { ApiProblem } from '@realname/client';
import type { Ref } from 'vue';
import { useButton } from './button.js';
import type { Captcha } from './captcha.js';
import { useCountdown } from './countdown.js';

/** A code by text message, for CodeField. */
export interface SmsCode {
  /** Seconds until the next one may be asked for. */
  readonly left: Ref<number>;
  readonly busy: Ref<boolean>;
  ask(): Promise<void>;
}

/**
 * @param send asks for a code, with the captcha that was solved
 * @param refused shows why there was none
 */
export const useSmsCode = (
  captcha: Captcha,
  send: (call: Call, solved: ReturnType<Captcha['solved']>) => Promise<{ readonly resendIn: number }>,
  refused: (error: unknown) => void | Promise<void>,
): SmsCode => {
  const { left, start, after } = useCountdown();
  const { busy, press } = useButton(
    async (call) => {
      const { resendIn } = await send(call, captcha.solved());
      start(resendIn);
      captcha.renew();
    },
    (error) => {
      captcha.refused(error);
      if (error instanceof ApiProblem && error.code === 'sms.quota-exceeded') after(error);
      void refused(error);
    },
  );
  return { left, busy, ask: press };
};
