import { type Ref, ref, useTemplateRef } from 'vue';
import type CaptchaField from './CaptchaField.vue';
import { codeOf } from './refusals.js';
import { hasSpentCaptcha } from './spent-captcha.js';

export interface Captcha {
  /** What was typed. */
  readonly answer: Ref<string>;
  /** Whether the call needs one; most do once `captcha.required` says so (V5). */
  readonly isAsked: Ref<boolean>;
  /** For the call's body: nothing where none is asked for. */
  solved(): { readonly captchaId?: string; readonly captcha?: string };
  /** Another one: each is good for one call. */
  renew(): void;
  /** After a refused call: another one where it spent this one. */
  refused(error: unknown): void;
}

/** The captcha of a call. The screen shows it by `<CaptchaField ref="captchaField">`. */
export const useCaptcha = (askedAtOnce = false): Captcha => {
  const field = useTemplateRef<InstanceType<typeof CaptchaField>>('captchaField');
  const answer = ref('');
  const isAsked = ref(askedAtOnce);
  const renew = () => void field.value?.renew();
  return {
    answer,
    isAsked,
    renew,
    solved: () => (isAsked.value && field.value ? { captchaId: field.value.captchaId, captcha: answer.value } : {}),
    refused(error) {
      if (hasSpentCaptcha(error)) renew();
      if (codeOf(error) === 'captcha.required') isAsked.value = true;
    },
  };
};
