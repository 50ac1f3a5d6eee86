import type { Call } from '@realname/client';
import { onMounted, type Ref, ref, useTemplateRef } from 'vue';
import { useRoute } from 'vue-router';
import { type Button, useButton } from '../kit/button.js';
import { codeOf } from '../kit/refusals.js';
import { type Returned, takeReturn } from './face-return.js';
import type StepUpDialog from './StepUpDialog.vue';

export interface StepUp extends Button<[]> {
  /** Whether the dialog is open. */
  readonly isConfirming: Ref<boolean>;
  /** The browser has come back from the face that was to confirm. */
  readonly returned: Returned | undefined;
}

/**
 * A button whose call may ask for the person once more (R13, R17). The screen shows `<StepUpDialog ref="stepUp">`, and presses
 * again once that has confirmed.
 */
export const useStepUp = (work: (call: Call) => Promise<void>, refused: (error: unknown) => void): StepUp => {
  const dialog = useTemplateRef<InstanceType<typeof StepUpDialog>>('stepUp');
  const isConfirming = ref(false);
  const returned = takeReturn(useRoute().fullPath);
  const button = useButton(work, (error) => {
    if (codeOf(error) === 'session.confirmation-required') isConfirming.value = true;
    else refused(error);
  });
  onMounted(() => returned && dialog.value?.confirm({ face: returned.face }));
  return { ...button, isConfirming, returned };
};
