import { createECDH } from 'node:crypto';
import { SignJWT } from 'jose';
import { Keyring } from '../../../src/application/core/keyring.js';
import { openingHour } from '../servers/running-service.js';

/** Staff beside the sandbox's four: a token of the issuer that follows from a service's `MASTER_KEY`, for the opening hour. */
export const staffToken = async (
  masterKey: Buffer,
  {
    id,
    ...claims
  }: {
    id: string;
    roles: readonly string[];
    companies: readonly string[];
    branches: readonly string[];
    licence_number?: string;
  },
): Promise<string> => {
  const scalar = Buffer.from(new Keyring(masterKey).hmac('staff', 'signing-key', '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(scalar);
  const point = curve.getPublicKey();
  const [d, x, y] = [scalar, point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const issuedAt = Math.floor(Date.parse(openingHour) / 1000);
  return new SignJWT({ name: '测试员工', licence_number: 'F3000009', ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
    .setIssuer('urn:realname:sandbox')
    .setAudience('realname')
    .setSubject(id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 12 * 3600)
    .sign({ kty: 'EC', crv: 'P-256', d: d!, x: x!, y: y! });
};
