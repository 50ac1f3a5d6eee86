import { Injectable } from '@nestjs/common';
import { zipSync } from 'fflate';
import { customerAccount } from '../../../domain/customer-account/decider.js';
import type { AgreementSignature } from '../../../domain/profile-change-request/events.js';
import type { OpenedRequest } from '../../../domain/profile-change-request/state.js';
import type { Instant } from '../../../domain/shared/instant.js';
import { CommandRunner } from '../../core/command-runner.js';
import { customerSubject } from '../../futures/account/customers.js';
import type { Issued } from '../../futures/certificate/signing-certificates.js';
import { SignatureStamps } from '../../futures/signing/signature-stamps.js';
import { SignatureFormat } from '../../ports/certificate-authority.js';
import { isKept, SealedObjects } from '../../shared/sealed-objects.js';
import type { EvidenceFile } from './archive.js';

/**
 * Whether the exact bytes of a document are here. `erased` where a fact says that the person's data was (P2); `missing`
 * where they should be there and are not, or the key that opens them is gone.
 */
export type DocumentBytes = 'kept' | 'erased' | 'missing';

export interface SignedDocument {
  readonly documentId: string;
  readonly version: string;
  readonly sha256: string;
  readonly certificateSerial: string;
  readonly signedAt: Instant;
  readonly bytes: DocumentBytes;
}

/** The documents that a request was signed upon, and their signatures (F29). */
@Injectable()
export class SignedDocuments {
  constructor(
    private readonly runner: CommandRunner,
    private readonly objects: SealedObjects,
    private readonly format: SignatureFormat,
    private readonly stamps: SignatureStamps,
  ) {}

  /** @param certificates those that signed */
  async of(request: OpenedRequest, certificates: readonly Issued[]) {
    const isErased = (await this.runner.load(customerAccount, request.customerId)).state.is === 'erased';
    const subject = customerSubject(request.companyCode, request.customerId);
    const files: EvidenceFile[] = [];
    const documents: SignedDocument[] = [];
    for (const signature of Object.values(request.signed)) {
      const { documentId, version, sha256, certificateSerial, signedAt } = signature;
      const found = await this.objects.get(subject, signature.objectId);
      const bytes = isKept(found) ? 'kept' : isErased ? 'erased' : 'missing';
      documents.push({ documentId, version, sha256, certificateSerial, signedAt, bytes });
      const timeStamp = await this.stamps.of(signature);
      const cms = this.cms(signature, certificates, timeStamp);
      files.push({ path: `signatures/${documentId}.p7s`, bytes: cms });
      if (signature.ocsp !== undefined)
        files.push({ path: answerAtSigning(documentId), bytes: Buffer.from(signature.ocsp, 'base64') });
      if (!isKept(found)) continue;
      files.push({ path: `documents/${documentId}.html`, bytes: found });
      files.push({ path: `documents/${documentId}.asics`, bytes: asicS(`${documentId}.html`, found, cms, signedAt) });
    }
    return { documents, files };
  }

  private cms(
    signature: AgreementSignature,
    certificates: readonly Issued[],
    timeStamp: Uint8Array | undefined,
  ): Uint8Array {
    const { certificate } = certificates.find(({ serial }) => serial === signature.certificateSerial)!;
    const bytes = (base64: string) => Buffer.from(base64, 'base64');
    return this.format.assemble({
      toBeSigned: bytes(signature.toBeSigned),
      signature: bytes(signature.signature),
      certificate,
      timeStamp,
    });
  }
}

/** What the authority said of the signer's certificate when the signature came. */
export const answerAtSigning = (documentId: string): string => `ocsp/${documentId}.signed.der`;

/** ASiC-S (ETSI EN 319 162-1): a document and its CAdES signature in one ZIP, whose first member names its type. */
const asicS = (name: string, document: Uint8Array, cms: Uint8Array, mtime: Instant): Uint8Array =>
  zipSync(
    { mimetype: Buffer.from('application/vnd.etsi.asic-s+zip'), [name]: document, 'META-INF/signature.p7s': cms },
    { level: 0, mtime },
  );
