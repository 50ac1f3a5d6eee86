import { onUnmounted, type Ref, ref } from 'vue';

export interface ObjectUrl {
  /** Of what is shown; undefined where nothing is. */
  readonly url: Ref<string | undefined>;
  show(content: Blob | undefined): void;
}

/** Bytes as an image's address. They are let go when others are shown, and when the screen is left (P4). */
export const useObjectUrl = (): ObjectUrl => {
  const url = ref<string>();
  const show = (content: Blob | undefined) => {
    if (url.value) URL.revokeObjectURL(url.value);
    url.value = content && URL.createObjectURL(content);
  };
  onUnmounted(() => show(undefined));
  return { url, show };
};
