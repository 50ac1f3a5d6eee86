import { computed, ref } from 'vue';

/** Why the auditor looks (P5): asked for before anything of a person is. It lives as long as the page. */
export const reason = ref('');

export const hasReason = computed(() => [...reason.value.trim()].length >= 10);

/** A header holds Latin letters alone. */
export const reasonHeader = () => ({ 'X-Audit-Reason': encodeURIComponent(reason.value.trim()) });
