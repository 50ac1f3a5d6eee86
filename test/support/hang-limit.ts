/**
 * Milliseconds after which something that does not come is called hung: long enough for a slow machine under load, and
 * shorter than Jest's own limit of five minutes, so that the assertion's message is seen.
 */
export const hangLimit = 4 * 60_000;
/** The same for a walk of many steps: crashes, outages, fifty people at once. */
export const longHangLimit = 20 * 60_000;
