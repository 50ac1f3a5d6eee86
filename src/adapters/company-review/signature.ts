import { createHmac } from 'node:crypto';

/** What of an HTTP request is signed. */
export interface SignedRequest {
  /** Seconds since 1970, of the real time: what is signed is a message on the wire, whatever the sandbox's clock says. */
  readonly timestamp: number;
  readonly method: string;
  /** With the query, as it stands in the request line. */
  readonly path: string;
  /** The exact bytes in UTF-8; empty where there is none. */
  readonly body: string;
}

/** HMAC-SHA256 over timestamp, method, path and body, a line each: the header's value `t=<seconds>,v1=<hex>`. */
export const signatureOf = (secret: string, { timestamp, method, path, body }: SignedRequest): string => {
  const mac = createHmac('sha256', secret).update([timestamp, method, path, body].join('\n'));
  return `t=${timestamp},v1=${mac.digest('hex')}`;
};
