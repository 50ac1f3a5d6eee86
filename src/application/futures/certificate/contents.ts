import { ActiveCertificates } from './active-certificates.js';
import { GetCurrentCertificateHandler, InstallCertificateHandler, RevokeCertificateHandler } from './certificates.js';
import { LostCertificates } from './lost-certificates.js';
import { Revocation } from './revocation.js';
import { RevocationList } from './revocation-list.js';
import { SigningCertificates } from './signing-certificates.js';

export const services = [ActiveCertificates, LostCertificates, Revocation, RevocationList, SigningCertificates];

export const handlers = [InstallCertificateHandler, RevokeCertificateHandler, GetCurrentCertificateHandler];
