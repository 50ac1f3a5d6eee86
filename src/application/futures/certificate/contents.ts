import { ActiveCertificates } from './active-certificates.js';
import { GetCurrentCertificateHandler, InstallCertificateHandler, RevokeCertificateHandler } from './certificates.js';
import { Revocation } from './revocation.js';
import { SigningCertificates } from './signing-certificates.js';

export const services = [ActiveCertificates, Revocation, SigningCertificates];

export const handlers = [InstallCertificateHandler, RevokeCertificateHandler, GetCurrentCertificateHandler];
