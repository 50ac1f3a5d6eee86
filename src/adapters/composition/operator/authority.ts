import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { RevocationList } from '../../../application/futures/certificate/revocation-list.js';
import { CertificateAuthority } from '../../../application/ports/certificate-authority.js';
import { Clock } from '../../../application/ports/clock.js';
import { CrlNumbers } from '../../../application/ports/crl-numbers.js';
import { day, epochMs } from '../../../domain/shared/instant.js';
import type { Config } from '../config.js';
import { withApplication } from './application.js';
import { aligned, type Report } from './report.js';

/** Below it whoever is issued a certificate may not get its whole life. */
export const authorityWarning = 365 * day;

/** The authority's certificates, PEM each. */
export const certificatesIn = (pem: string): readonly X509Certificate[] =>
  (pem.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map((each) => new X509Certificate(each));

/** When root and issuing CA end, and when the newest revocation list was issued. @throws DependencyUnavailable, Error */
export const authorityStatus = (config: Config): Promise<Report> =>
  withApplication(config, async (app) => {
    const now = epochMs(app.get(Clock).now());
    const certificates = certificatesIn(app.get(CertificateAuthority).caPem).map((each) => ({
      subject: each.subject,
      serial: each.serialNumber.toLowerCase(),
      notAfter: each.validToDate.toISOString(),
      daysLeft: Math.floor((each.validToDate.getTime() - now) / day),
    }));
    const issued = (await app.get(CrlNumbers).lastUpdate()) ?? null;
    const rows = certificates.map(({ subject, serial, notAfter, daysLeft }) => [
      subject,
      serial,
      `ends at ${notAfter}`,
      `${daysLeft} days left`,
    ]);
    return {
      found: certificates.some(({ daysLeft }) => daysLeft * day < authorityWarning),
      lines: [...aligned(rows), `newest revocation list  ${issued ?? 'none yet'}`],
      data: { certificates, newestRevocationList: issued },
    };
  });

/** Writes the revocation list that is valid now, DER; it is issued anew at half its life. @throws DependencyUnavailable, Error */
export const writeRevocationList = (config: Config, file: string): Promise<Report> =>
  withApplication(config, async (app) => {
    const crl = await app.get(RevocationList).current();
    if (!crl) throw new Error('the first issuing CA has ended: it signs no list');
    await writeFile(file, crl, { flush: true });
    const issued = await app.get(CrlNumbers).lastUpdate();
    return { found: false, lines: [`${file}: issued at ${issued}`], data: { file, issued } };
  });
