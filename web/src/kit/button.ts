import { type Call, press } from '@realname/client';
import { type Ref, ref } from 'vue';

export interface Button<Parameters extends readonly unknown[]> {
  /** Something goes on. */
  readonly busy: Ref<boolean>;
  press(...parameters: Parameters): Promise<void>;
}

/** A button that writes: `press` of @realname/client, and what it does with an error. */
export const useButton = <Parameters extends readonly unknown[]>(
  work: (call: Call, ...parameters: Parameters) => Promise<void>,
  refused: (error: unknown) => void,
): Button<Parameters> => {
  const busy = ref(false);
  const pressed = press(work);
  return {
    busy,
    async press(...parameters) {
      busy.value = true;
      await pressed(...parameters)
        .catch(refused)
        .finally(() => {
          busy.value = false;
        });
    },
  };
};
