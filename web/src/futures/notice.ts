import { ref } from 'vue';

/** What the next screen says at its top: why it has come. It goes with the screen after that. */
export const notice = ref('');
let fresh = false;

export const tellNext = (text: string): void => {
  notice.value = text;
  fresh = true;
};

/** At each change of screens. */
export const ageNotice = (): void => {
  if (!fresh) notice.value = '';
  fresh = false;
};
