import { X509Certificate } from 'node:crypto';
import { CertificateAuthority } from '../../../application/ports/certificate-authority.js';
import { Clock } from '../../../application/ports/clock.js';
import { ReadModels } from '../../../application/ports/read-models.js';
import { allRows } from '../../../application/read-models/all-rows.js';
import { certificates } from '../../../application/read-models/models.js';
import { serialsOn } from '../../pki/revoked-serials.js';
import type { Config } from '../config.js';
import { withApplication } from './application.js';
import { aligned, type Report } from './report.js';

/**
 * Certificates that this service takes as revoked and the company's own CA does not have on its list yet: EST has no message that
 * tells it (F28). @throws DependencyUnavailable, Error
 */
export const untoldRevocations = (config: Config): Promise<Report> =>
  withApplication(config, async (app) => {
    const authority = app.get(CertificateAuthority);
    const { publication } = authority;
    if (!publication) throw new Error('this service publishes its lists itself: there is nobody to tell');
    const now = app.get(Clock).now();
    const lists = new Map<string | undefined, ReadonlySet<string>>();
    const untold = [];
    for await (const { row } of allRows(app.get(ReadModels), certificates, { revoked: 'yes' })) {
      const { state } = row;
      if (state.is !== 'issued' || !state.revoked || state.notAfter < now) continue;
      const { certificate, revoked } = state;
      const issuer = authority.issuerOf(certificate);
      const listed = lists.get(issuer) ?? serialsOn(await publication.crl(certificate));
      lists.set(issuer, listed);
      const serial = new X509Certificate(certificate).serialNumber.toLowerCase();
      if (!listed.has(serial)) untold.push({ serial, reason: revoked.reason, revokedAt: revoked.at });
    }
    const lines = aligned(untold.map(({ serial, reason, revokedAt }) => [serial, reason, revokedAt]));
    return {
      found: untold.length > 0,
      lines: lines.length > 0 ? lines : ['the CA has them all on its lists'],
      data: { untold },
    };
  });
