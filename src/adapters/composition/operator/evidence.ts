import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipOf } from '../../../application/audit/evidence/archive.js';
import { CertificateFiles } from '../../../application/audit/evidence/certificate-files.js';
import { RequestEvents } from '../../../application/audit/evidence/event-files.js';
import { ExportEvidence, ExportEvidenceHandler } from '../../../application/audit/evidence/export-evidence.js';
import { LogProofs } from '../../../application/audit/evidence/log-proofs.js';
import { SignedDocuments } from '../../../application/audit/evidence/signed-documents.js';
import { Claims } from '../../../application/core/claims.js';
import { CommandRunner } from '../../../application/core/command-runner.js';
import { EventCodec } from '../../../application/core/event-codec.js';
import type { Keyring } from '../../../application/core/keyring.js';
import { Revocation } from '../../../application/futures/certificate/revocation.js';
import { RevocationList } from '../../../application/futures/certificate/revocation-list.js';
import { SigningCertificates } from '../../../application/futures/certificate/signing-certificates.js';
import type { ObjectStore } from '../../../application/ports/object-store.js';
import { readModels } from '../../../application/read-models/models.js';
import { Companies } from '../../../application/shared/companies.js';
import { CustomerScopes } from '../../../application/shared/customer-scopes.js';
import { SealedObjects } from '../../../application/shared/sealed-objects.js';
import { StaffActs } from '../../../application/shared/staff-acts.js';
import { loadCompanies } from '../../configuration/companies/load-companies.js';
import { SealedFiles } from '../../objects/sealed-files.js';
import { createAuthority } from '../../pki/authority.js';
import { PostgresCrlNumbers } from '../../postgres/crl-numbers.js';
import { PostgresDataKeys } from '../../postgres/data-keys.js';
import { SystemClock } from '../../system-clock/system-clock.js';
import { PostgresTransparencyLog } from '../../transparency-log/postgres-transparency-log.js';
import type { Tree } from '../../transparency-log/tree.js';
import { TreeGrower } from '../../transparency-log/tree-grower.js';
import { TypeormReadModels } from '../../typeorm/read-models.js';
import type { Config } from '../config.js';
import { openAuthentic } from '../logs.js';
import { openTree } from '../parts.js';
import { loadVerifiers } from '../verifiers.js';
import { type Database, withDatabase } from './database.js';
import { rightKeyring } from './keyring.js';
import { operator, operatorContext } from './operator.js';
import type { Report } from './report.js';

interface Asked {
  readonly changeRequestId: string;
  readonly output: string;
  readonly reason: string;
}

/**
 * Writes the evidence of a request into a file, as auditors are given it; the export is a fact.
 * @throws DependencyUnavailable; DomainError `change-request.not-found`; Error with a message for the operator
 */
export const exportEvidence = (config: Config, { changeRequestId, output, reason }: Asked): Promise<Report> =>
  withDatabase(config, { migrated: false }, async (database) => {
    const keyring = await rightKeyring(database.pool, config);
    const { pool, server, readSide } = database;
    const store = await openAuthentic({ pool, keyring }, database.store);
    const tree = await openTree(config, { pool, keyring });
    const grower = new TreeGrower(server, tree, store);
    const views = new TypeormReadModels(readSide, store, readModels);
    // Where no instance runs, nobody else grows the tree.
    grower.start();
    try {
      const handler = await makeHandler({ ...database, store, tree, views, keyring }, config);
      const context = operatorContext();
      const files = await handler.execute(new ExportEvidence(changeRequestId, reason, operator(), context));
      await writeFile(output, zipOf(files, context.at), { flag: 'wx', mode: 0o600 });
      const line = `${output}: ${files.length} files; verify it by realname verify ${output}`;
      return { found: false, lines: [line], data: { changeRequestId, output, files: files.length } };
    } finally {
      await views.close();
      await grower.stop();
    }
  });

interface Opened extends Database {
  readonly tree: Tree;
  readonly views: TypeormReadModels;
  readonly keyring: Keyring;
}

const makeHandler = async (
  { pool, store, tree, views, keyring }: Opened,
  config: Config,
): Promise<ExportEvidenceHandler> => {
  const clock = new SystemClock();
  const keys = new PostgresDataKeys(pool, keyring);
  const codec = new EventCodec(keys);
  const runner = new CommandRunner(store, codec);
  const claims = new Claims(runner, keyring);
  const companies = new Companies(loadCompanies(config.companiesDir, config.reviewSecrets));
  const certificates = new SigningCertificates(runner, claims);
  const { authority, signatures } = await authorityOf(config, keyring);
  const list = new RevocationList(views, authority, new PostgresCrlNumbers(pool), clock);
  return new ExportEvidenceHandler(
    runner,
    store,
    codec,
    certificates,
    new SignedDocuments(runner, new SealedObjects(await objectsOf(config), keys), signatures),
    new CertificateFiles(authority, new Revocation(certificates, authority, clock), list),
    new RequestEvents(store),
    new LogProofs(new PostgresTransparencyLog(tree, store)),
    new CustomerScopes(runner, claims, companies),
    companies,
    loadVerifiers(),
    new StaffActs(runner),
  );
};

/** The one that is there: a command makes none. */
const authorityOf = async ({ dataDir, publicUrl }: Config, keyring: Keyring) => {
  const directory = join(dataDir, 'pki');
  await access(directory).catch(() => {
    throw new Error(`there is no certificate authority below ${directory}`);
  });
  return createAuthority({ directory, keyring, publicUrl });
};

const objectsOf = async ({ s3, dataDir }: Config): Promise<ObjectStore> =>
  s3 ? (await import('../../objects/s3/s3-objects.js')).S3Objects.open(s3) : new SealedFiles(join(dataDir, 'objects'));
