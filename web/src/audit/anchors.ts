import { computed, ref } from 'vue';
import type { Anchors } from './verification/verify-archive.js';

/** What the auditor trusts, as pasted or read from files. It lives as long as the page, and comes from no archive. */
export const logKeyText = ref('');
export const caText = ref('');

/** The lines that are no comments. */
const logKeyLines = computed(() => logKeyText.value.split('\n').filter((line) => line.trim() && !line.startsWith('#')));

/** The code that judges is loaded when it is needed. @throws Error for a key or a certificate that is none */
export const readAnchors = async (): Promise<Anchors> => {
  const [{ parseLogKey }, { certificatesIn }] = await Promise.all([
    import('./verification/transparency-log.js'),
    import('./verification/certificates.js'),
  ]);
  return { logKeys: await Promise.all(logKeyLines.value.map(parseLogKey)), ca: certificatesIn(caText.value) };
};
