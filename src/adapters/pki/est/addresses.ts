import { pemToDer } from '../der.js';
import { type DerValue, membersOf, readDer } from '../der-reader.js';
import { idOf, readCertificate } from '../lint/fields.js';
import { extensionOf } from '../lint/values.js';

const [crlDistributionPoints, authorityInfoAccess, ocspAccess] = [
  '2.5.29.31',
  '1.3.6.1.5.5.7.1.1',
  '1.3.6.1.5.5.7.48.1',
].map(idOf);
const uriTag = 0x86;

/** Where a certificate says that its list and its OCSP responder are; the first HTTP address of each. @param pem the certificate */
export const addressesIn = (pem: string): { readonly crl: string | undefined; readonly ocsp: string | undefined } => {
  const { extensions } = readCertificate(pemToDer(pem, 'CERTIFICATE')!);
  const extension = (id: string) => extensionOf({ extensions }, id)?.value;
  const points = extension(crlDistributionPoints!);
  const accesses = extension(authorityInfoAccess!);
  const isOcsp = (description: DerValue) =>
    Buffer.from(membersOf(description)[0]!.bytes).toString('hex') === ocspAccess;
  return {
    crl: points && urisIn(readDer(points)).find(isHttp),
    ocsp: accesses && membersOf(readDer(accesses)).filter(isOcsp).flatMap(urisIn).find(isHttp),
  };
};

const isHttp = (address: string): boolean => /^https?:\/\//.test(address) && URL.canParse(address);

const urisIn = (value: DerValue): readonly string[] => {
  if (value.tag === uriTag) return [Buffer.from(value.content).toString('latin1')];
  return value.tag & 0x20 ? membersOf(value).flatMap(urisIn) : [];
};
