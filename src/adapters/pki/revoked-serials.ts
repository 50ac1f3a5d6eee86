import { readRevocationList } from './lint/fields.js';

/** Serial numbers on a CRL, DER, in lower-case hexadecimal digits as Node names them. @throws TypeError when it is none */
export const serialsOn = (crl: Uint8Array): ReadonlySet<string> =>
  new Set(
    (readRevocationList(crl).revoked ?? []).map(({ serial }) =>
      Buffer.from(serial.content)
        .toString('hex')
        .replace(/^(?:00)+(?=..)/, ''),
    ),
  );
