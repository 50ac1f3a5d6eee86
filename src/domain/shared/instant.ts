/** RFC 3339 UTC with milliseconds (`2026-11-22T08:00:00.000Z`): comparing the strings compares the times. */
export type Instant = string;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const toInstant = (epochMs: number): Instant => new Date(epochMs).toISOString();
export const epochMs = (instant: Instant): number => Date.parse(instant);
export const plus = (instant: Instant, ms: number): Instant => toInstant(epochMs(instant) + ms);
export const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b);
export const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b);
