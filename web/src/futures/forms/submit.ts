import type { Call } from '@realname/client';
import { type Ref, ref } from 'vue';
import { type Button, useButton } from '../../kit/button.js';
import { codeOf, type Refusals } from '../../kit/refusals.js';
import type { ChangeRequest } from '../request.js';
import { type RequestScreen, screenOf } from '../request.js';

export interface FormSubmission extends Button<[]> {
  /** The profile has changed meanwhile: the form has to be begun anew. */
  readonly stale: Ref<boolean>;
}

/** 「下一步」 of a form: what the page had read is what is changed, or another page was faster (`If-Match`). */
export const useFormSubmission = (
  screen: RequestScreen,
  refusals: Refusals<string>,
  put: (call: Call, ifMatch: { readonly 'if-match'?: string }) => Promise<ChangeRequest>,
): FormSubmission => {
  const stale = ref(false);
  const button = useButton(
    async (call) => {
      refusals.clear();
      const etag = screen.etag.value;
      const request = await put(call, etag === undefined ? {} : { 'if-match': etag });
      await screen.go(screenOf(request));
    },
    async (error) => {
      stale.value = codeOf(error) === 'change-request.stale';
      if (stale.value || !(await screen.leadsAway(error))) refusals.show(error);
    },
  );
  return { ...button, stale };
};
