import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { RevocationList } from '../../../application/futures/certificate/revocation-list.js';
import { CertificateAuthority } from '../../../application/ports/certificate-authority.js';
import { Clock } from '../../../application/ports/clock.js';
import { CrlNumbers } from '../../../application/ports/crl-numbers.js';
import { ReadModels } from '../../../application/ports/read-models.js';
import { allRows } from '../../../application/read-models/all-rows.js';
import { certificates } from '../../../application/read-models/models.js';
import { certificateStateAt } from '../../../domain/digital-certificate/decider.js';
import { day, epochMs, type Instant, latest } from '../../../domain/shared/instant.js';
import { type AuthorityRecord, readAuthorityFile } from '../../pki/authority-file.js';
import { authorityDirectory } from '../authority.js';
import type { Config } from '../config.js';
import { withApplication } from './application.js';
import { aligned, type Report } from './report.js';

/** Below it whoever is issued a certificate may not get its whole life. */
export const authorityWarning = 365 * day;

/** The root's certificate. */
export const rootOf = ({ caPem }: CertificateAuthority): X509Certificate => new X509Certificate(caPem);

/**
 * Root and issuing CAs with their ends, what each issued, and when the newest revocation lists were issued. Ends that are near
 * are found of the root and of the newest issuing CA alone: the others issue nothing.
 * @throws DependencyUnavailable, Error
 */
export const authorityStatus = (config: Config): Promise<Report> =>
  withApplication(config, async (app, { keyring }) => {
    const authority = app.get(CertificateAuthority);
    const now = app.get(Clock).now();
    const daysUntil = (end: Instant) => Math.floor((epochMs(end) - epochMs(now)) / day);
    const certificate = rootOf(authority);
    const end = certificate.validToDate.toISOString();
    const root = {
      subject: certificate.subject,
      notAfter: end,
      daysLeft: daysUntil(end),
      key: config.est
        ? ('elsewhere' as const)
        : rootKeyOf(await readAuthorityFile(authorityDirectory(config), keyring)),
    };
    const counts = await issuedBy(app, now);
    const issuers = authority.issuers.map(({ id, certificate: pem, notBefore, notAfter }, n, all) => ({
      subject: new X509Certificate(pem).subject,
      id,
      notBefore,
      notAfter,
      daysLeft: daysUntil(notAfter),
      issues: n === all.length - 1,
      ...(counts.get(id) ?? { issued: 0, active: 0, lastEnd: null }),
    }));
    const newestRevocationList = (await app.get(CrlNumbers).lastUpdate()) ?? null;
    const near = [root, issuers.at(-1)].some((each) => each && each.daysLeft * day < authorityWarning);
    const ends = ({ notAfter, daysLeft }: typeof root | (typeof issuers)[number]) => [
      `${daysLeft < 0 ? 'ended' : 'ends'} at ${notAfter}`,
      `${daysLeft} days left`,
    ];
    return {
      found: near,
      lines: [
        ...aligned([
          [root.subject, '', ...ends(root), rootKeys[root.key]],
          ...issuers.map((each) => [
            each.subject,
            each.id,
            ...ends(each),
            `${each.issued} certificates, ${each.active} active${each.lastEnd ? `, the last ends at ${each.lastEnd}` : ''}${each.issues ? '; issues' : ''}`,
          ]),
        ]),
        `newest revocation list  ${newestRevocationList ?? 'none yet'}`,
      ],
      data: { root, issuers, newestRevocationList },
    };
  });

const rootKeyOf = ({ rootKey }: AuthorityRecord) => (rootKey === null ? ('sealed' as const) : ('open' as const));
const rootKeys = {
  sealed: 'sealed under its passphrase',
  open: 'not sealed: realname ca seal-root',
  elsewhere: 'of the company’s own CA',
};

interface Count {
  readonly issued: number;
  readonly active: number;
  readonly lastEnd: Instant | null;
}

/** How many certificates each issuing CA issued, by its id. */
const issuedBy = async (app: INestApplicationContext, now: Instant): Promise<ReadonlyMap<string, Count>> => {
  const authority = app.get(CertificateAuthority);
  const counts = new Map<string, Count>();
  for await (const { row } of allRows(app.get(ReadModels), certificates, {})) {
    if (row.state.is !== 'issued') continue;
    const issuer = authority.issuerOf(row.state.certificate) ?? 'none of ours';
    const { issued, active, lastEnd } = counts.get(issuer) ?? { issued: 0, active: 0, lastEnd: '' };
    counts.set(issuer, {
      issued: issued + 1,
      active: active + (certificateStateAt(row.state, now) === 'active' ? 1 : 0),
      lastEnd: latest(lastEnd ?? '', row.state.notAfter),
    });
  }
  return counts;
};

/**
 * Writes the revocation list of an issuing CA that is valid now, DER; it is issued anew at half its life.
 * @param issuer its id, that of the newest unless it is given
 * @throws DependencyUnavailable, Error
 */
export const writeRevocationList = (config: Config, file: string, issuer: string | undefined): Promise<Report> =>
  withApplication(config, async (app) => {
    const id = issuer ?? app.get(CertificateAuthority).issuers.at(-1)?.id;
    const crl = await app.get(RevocationList).current(id);
    if (!crl) throw new Error(`there is no issuing CA ${id}, or it is not valid now: see realname ca status`);
    await writeFile(file, crl, { flush: true });
    const issued = await app.get(CrlNumbers).lastUpdate();
    return {
      found: false,
      lines: [`${file}: of issuing CA ${id}, issued at ${issued}`],
      data: { file, issuer: id, issued },
    };
  });
