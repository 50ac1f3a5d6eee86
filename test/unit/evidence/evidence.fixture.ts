import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadVerifiers } from '../../../src/adapters/composition/verifiers.js';
import { loadCompanies } from '../../../src/adapters/configuration/companies/load-companies.js';
import type { X509CertificateAuthority } from '../../../src/adapters/pki/authority.js';
import { NoTimeStamps } from '../../../src/adapters/pki/time-stamps.js';
import type { EvidenceFile } from '../../../src/application/audit/evidence/archive.js';
import { CertificateFiles } from '../../../src/application/audit/evidence/certificate-files.js';
import { Disclosures } from '../../../src/application/audit/evidence/disclosures.js';
import { RequestEvents } from '../../../src/application/audit/evidence/event-files.js';
import { ExportEvidence, ExportEvidenceHandler } from '../../../src/application/audit/evidence/export-evidence.js';
import { LogProofs } from '../../../src/application/audit/evidence/log-proofs.js';
import { SignedDocuments } from '../../../src/application/audit/evidence/signed-documents.js';
import { Claims } from '../../../src/application/core/claims.js';
import { CommandRunner } from '../../../src/application/core/command-runner.js';
import { EventCodec, type SealsWritten } from '../../../src/application/core/event-codec.js';
import { derivedId, ownerId } from '../../../src/application/core/ids.js';
import { Keyring } from '../../../src/application/core/keyring.js';
import { Revocation } from '../../../src/application/futures/certificate/revocation.js';
import type { RevocationList } from '../../../src/application/futures/certificate/revocation-list.js';
import { SigningCertificates } from '../../../src/application/futures/certificate/signing-certificates.js';
import { SignatureStamps } from '../../../src/application/futures/signing/signature-stamps.js';
import type { SignatureFormat } from '../../../src/application/ports/certificate-authority.js';
import type { Clock } from '../../../src/application/ports/clock.js';
import { ObjectStore } from '../../../src/application/ports/object-store.js';
import type { ReadModel, ReadModels, Row, Where } from '../../../src/application/ports/read-models.js';
import { Staff } from '../../../src/application/ports/staff-tokens.js';
import type { TimeStamps } from '../../../src/application/ports/time-stamps.js';
import { Companies } from '../../../src/application/shared/companies.js';
import { CustomerScopes } from '../../../src/application/shared/customer-scopes.js';
import { SealedObjects } from '../../../src/application/shared/sealed-objects.js';
import { StaffActs } from '../../../src/application/shared/staff-acts.js';
import type { AgreementSignature } from '../../../src/domain/profile-change-request/events.js';
import type { Fact } from '../../../src/domain/shared/decider.js';
import { day, hour, type Instant, plus } from '../../../src/domain/shared/instant.js';
import { commandContext } from '../../support/command-context.js';
import { MemoryDataKeys } from '../../support/memory/data-keys.js';
import { MemoryEventStore } from '../../support/memory/event-store.js';
import {
  approvedFact,
  certificate as certificateOf,
  consented,
  customerId,
  formDone,
  later,
  passed,
  passUsed,
  phoneApplied,
  registered,
  requestId,
  signature as signatureOf,
  submittedFact,
} from '../histories.js';
import { newAuthority, sha256 } from '../pki/pki.fixture.js';
import { CosignedLog } from './cosigned-log.fixture.js';

export { requestId };
export const serial = certificateOf.serial;
export const documentIds = ['changeApplication', 'certificateLetter'] as const;
export const exportedAt = later(60);
const subject = `futures/0038/${customerId}`;

class MemoryObjects extends ObjectStore {
  readonly bytes = new Map<string, Uint8Array>();
  override async put(id: string, bytes: Uint8Array) {
    this.bytes.set(id, bytes);
  }
  override async get(id: string) {
    return this.bytes.get(id);
  }
  override async delete(id: string) {
    this.bytes.delete(id);
  }
}

const auditor = new Staff({
  id: 'auditor-1',
  name: '审计员',
  licenceNumber: null,
  roles: ['auditor'],
  companies: ['*'],
  branches: ['*'],
  expiresAt: plus(exportedAt, hour),
});

/** Rows of any model, folded anew from the log at each question. */
const rowsOf = (store: MemoryEventStore, haveSeenAll: () => boolean): ReadModels => {
  const find = async <R extends Row>(model: ReadModel<R>, where: Where) => {
    const rows = new Map<string, R | null>();
    for (const event of store.events.filter(({ type }) => model.types.includes(type)))
      rows.set(model.key(event), model.evolve(rows.get(model.key(event)) ?? undefined, event));
    const isAsked = (row: R) =>
      Object.entries(where).every(([name, of]) => of.includes(model.index![name]!(row) ?? ''));
    const items = [...rows].flatMap(([key, row]) => (row && isAsked(row) ? [{ key, row, cursor: key }] : []));
    return { items, next: null };
  };
  return { find, waitFor: async () => haveSeenAll() } as unknown as ReadModels;
};

/** A main job that is done, on ports in memory and a real authority, and the export of its evidence. */
export class EvidenceWorld {
  readonly store = new MemoryEventStore();
  readonly log = new CosignedLog(this.store);
  readonly keys = new MemoryDataKeys();
  readonly objects = new MemoryObjects();
  timeStamps: TimeStamps = new NoTimeStamps();
  /** Whether the read models have seen the whole log. */
  haveSeenAll = true;
  private readonly codec: EventCodec;
  private readonly sealed = new SealedObjects(this.objects, this.keys);

  private constructor(
    readonly authority: X509CertificateAuthority,
    readonly format: SignatureFormat,
    seals: SealsWritten | undefined,
  ) {
    this.codec = new EventCodec(this.keys, seals);
  }

  /** @param seals in which format personal values are sealed; the newest unless given */
  static async withSignedRequest(seals?: SealsWritten): Promise<EvidenceWorld> {
    const { authority, signatures } = await newAuthority();
    const world = new EvidenceWorld(authority, signatures, seals);
    await world.fill();
    return world;
  }

  async append(stream: string, facts: readonly Fact[], person: string | null = subject): Promise<void> {
    let length = BigInt(this.store.events.filter((event) => event.stream === stream).length);
    for (const fact of facts) {
      const events = await this.codec.encode([fact], stream, commandContext(), person);
      await this.store.append(stream, length === 0n ? 'no-stream' : length - 1n, events);
      length++;
    }
  }

  async export(at: Instant = exportedAt): Promise<ReadonlyMap<string, Uint8Array>> {
    const runner = new CommandRunner(this.store, this.codec);
    const claims = new Claims(runner, new Keyring(Buffer.alloc(32, 7)));
    const certificates = new SigningCertificates(runner, claims);
    const revocation = new Revocation(certificates, this.authority, { now: () => at } as Clock);
    const lists = {
      of: (certificate: string) => this.crl(this.authority.issuerOf(certificate)!, at),
    } as unknown as RevocationList;
    const companies = new Companies(loadCompanies('companies'));
    const handler = new ExportEvidenceHandler(
      runner,
      this.store,
      this.codec,
      certificates,
      new SignedDocuments(runner, this.sealed, this.format, new SignatureStamps(runner)),
      new CertificateFiles(this.authority, revocation, lists),
      new RequestEvents(
        this.store,
        rowsOf(this.store, () => this.haveSeenAll),
      ),
      new Disclosures(this.codec),
      new LogProofs(this.log, this.timeStamps),
      new CustomerScopes(runner, claims, companies),
      companies,
      loadVerifiers(),
      new StaffActs(runner),
    );
    const context = commandContext({ at, actor: { kind: 'staff', id: auditor.id } });
    const files = await handler.execute(new ExportEvidence(requestId, 'complaint 2026-1123', auditor, context));
    return new Map(files.map(({ path, bytes }: EvidenceFile) => [path, bytes]));
  }

  /** Each signature is stamped by `timeStamps`. */
  async stampSignatures(): Promise<void> {
    for (const { stream, data } of this.store.events.filter(({ type }) => type === 'AgreementSigned')) {
      const { documentId, signingSessionId, signature } = data as unknown as AgreementSignature;
      const value = this.format.signatureValue(Buffer.from(signature, 'base64'));
      const { response, at } = (await this.timeStamps.stamp(value))!;
      const timeStamp = Buffer.from(response).toString('base64');
      const of = { customerId, companyCode: '0038', changeRequestId: ownerId(stream), documentId, signingSessionId };
      const fact = { type: 'SignatureTimeStamped', data: { ...of, timeStamp, stampedAt: at } };
      await this.append(`SignatureTimeStamp-${signingSessionId}`, [fact], null);
    }
  }

  /** The person's data is erased: the fact, and then the key. */
  async erase(): Promise<void> {
    const erasureId = '0b6f5a0e-0000-4000-8000-000000000009';
    const restricted = { erasureId, retainedUntil: exportedAt, restrictedAt: exportedAt };
    await this.append(`CustomerAccount-${customerId}`, [
      { type: 'ProcessingRestricted', data: restricted },
      { type: 'PersonalDataErased', data: { erasureId, erasedAt: exportedAt } },
    ]);
    await this.keys.destroy(subject);
  }

  private async fill(): Promise<void> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const validity = { notBefore: later(24), notAfter: plus(later(25), 365 * day) };
    const { certificate } = await this.authority.issue({
      csr: new Uint8Array(),
      serial,
      subject: '6f0f2c1e-5f7e-4e3c-9d55-0a4f2f1f7a10',
      publicKey: publicKey.export({ type: 'spki', format: 'der' }),
      ...validity,
    });
    const signedAt = later(30);
    const [shown, signed]: [Fact[], Fact[]] = [[], []];
    for (const documentId of documentIds) {
      const bytes = Buffer.from(`<!doctype html><title>${documentId}</title><p>${'人'.repeat(20)}</p>`);
      const objectId = `object of ${documentId}`;
      await this.sealed.put(subject, objectId, bytes);
      const toBeSigned = this.format.toBeSigned({ sha256: sha256(bytes), signingTime: signedAt, certificate });
      const signature = sign('sha256', toBeSigned, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const document = { documentId, version: '1', sha256: sha256(bytes), objectId };
      shown.push({ type: 'AgreementShown', data: { ...document, shownAt: later(29) } });
      const values = {
        toBeSigned: Buffer.from(toBeSigned).toString('base64'),
        signature: signature.toString('base64'),
      };
      const asked = this.authority.ocspRequest(certificate);
      const registry = async () => ({ certificate, revoked: null });
      const answer = await this.authority.ocsp(asked, signedAt, plus(signedAt, hour), registry);
      const ocsp = Buffer.from(answer.response).toString('base64');
      const session = derivedId(documentId, 'signing-session');
      const of = { certificateSerial: serial, signingSessionId: session, ocsp, signedAt };
      const data = { ...signatureOf(documentId), ...document, ...values, ...of };
      signed.push({ type: 'AgreementSigned', data });
    }
    const issued = { ...certificateOf, certificate, notAfter: validity.notAfter };
    await this.append(`CustomerAccount-${customerId}`, registered);
    await this.append(`ProfileChangeRequest-${requestId}`, formDone);
    await this.append(`VideoVerification-${certificateOf.verificationId}`, [...passed, passUsed]);
    const certificateStream = '0b6f5a0e-0000-4000-8000-000000000003';
    await this.append(`DigitalCertificate-${certificateStream}`, [{ type: 'CertificateIssued', data: issued }]);
    const end: Fact[] = [consented, submittedFact, approvedFact];
    await this.append(`ProfileChangeRequest-${requestId}`, [...shown, ...signed, ...end]);
    await this.append(`CustomerAccount-${customerId}`, phoneApplied);
    const applied = { type: 'ProfileChangeRequestApplied', data: { appliedAt: later(8) } };
    await this.append(`ProfileChangeRequest-${requestId}`, [applied]);
  }

  private crl(issuer: string, at: Instant): Promise<Uint8Array> {
    return this.authority.crl(issuer, { number: 1n, thisUpdate: at, nextUpdate: plus(at, day), revoked: [] });
  }
}

/** The archive in a folder of its own. */
export const unpacked = (files: ReadonlyMap<string, Uint8Array>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
};

export const textOf = (files: ReadonlyMap<string, Uint8Array>, path: string): string =>
  Buffer.from(files.get(path) ?? []).toString();

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Every command of the README, run in its folder: what it says, and whether it found all well. */
export const verdictsOf = (readme: string, folder: string) =>
  [...readme.matchAll(/^\s*(openssl .+)$/gm)].map(([, command]) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command!], { cwd: folder, encoding: 'utf8' });
    const text = `${stdout}${stderr}`;
    const saysSo = /openssl (?:crl|ocsp)/.test(command!) ? /verify OK$/m.test(text) : true;
    return { command: command!, ok: status === 0 && saysSo, text };
  });

const entryWith = (entry: string, data: Uint8Array, metadata: Uint8Array): string =>
  `${entry.split('\n').slice(0, 5).join('\n')}\n${digestOf(data)}\n${digestOf(metadata)}\n`;

/**
 * The archive as a forger leaves it who alters files and makes everything anew that needs no key: the entries of events, the
 * manifest, and the fact of the export.
 */
export const forged = (
  original: ReadonlyMap<string, Uint8Array>,
  alter: (files: Map<string, Uint8Array>) => void,
): Map<string, Uint8Array> => {
  const files = new Map(original);
  alter(files);
  const write = (path: string, text: string) => files.set(path, Buffer.from(text));
  const enter = (path: string) => {
    const [data, metadata] = [files.get(`${path}.json`)!, files.get(`${path}.metadata.json`)!];
    write(`${path}.entry`, entryWith(textOf(files, `${path}.entry`), data, metadata));
  };
  for (const path of [...files.keys()]) if (/^events\/\d+\.entry$/.test(path)) enter(path.replace(/\.entry$/, ''));
  const manifest = JSON.parse(textOf(files, 'manifest.json'));
  const named = [...files.keys()].filter((path) => !path.startsWith('manifest.')).sort();
  manifest.files = Object.fromEntries(named.map((path) => [path, digestOf(files.get(path)!)]));
  write('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`);
  const fact = {
    ...JSON.parse(textOf(files, 'manifest.event.json')),
    manifestSha256: digestOf(files.get('manifest.json')!),
  };
  write('manifest.event.json', JSON.stringify(fact));
  enter('manifest.event');
  return files;
};

/** Path, without its ending, of the first event of a type. */
export const eventOf = (files: ReadonlyMap<string, Uint8Array>, type: string): string =>
  [...files.keys()]
    .find((path) => /^events\/\d+\.entry$/.test(path) && textOf(files, path).split('\n')[4] === type)!
    .replace(/\.entry$/, '');
