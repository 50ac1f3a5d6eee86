import { ApiProblem } from '@realname/client';
import { type Ref, ref } from 'vue';
import { textOf } from '../kit/refusals.js';

export interface Closed {
  readonly text: string;
  readonly opening: string | undefined;
}

/** Outside the hours of service a screen gives way to ClosedPage. */
export const useClosed = (): { readonly closed: Ref<Closed | undefined>; isClosed(error: unknown): boolean } => {
  const closed = ref<Closed>();
  return {
    closed,
    isClosed(error) {
      const isIt = error instanceof ApiProblem && error.code === 'service.closed';
      const { retryAt } = isIt ? error.body : {};
      closed.value = isIt
        ? { text: textOf(error), opening: typeof retryAt === 'string' ? retryAt : undefined }
        : undefined;
      return isIt;
    },
  };
};
