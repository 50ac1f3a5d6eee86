/**
 * The `type` of a problem (RFC 9457 §3.1.1): a reference to the page that explains its code, at the address that the
 * problem came from.
 */
export const problemType = (code: string): string => `/problems/${code}`;
