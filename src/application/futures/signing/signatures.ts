import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { mustBeOpen } from '../../../domain/profile-change-request/decider.js';
import type { AgreementSignature } from '../../../domain/profile-change-request/events.js';
import { mustBeReadAndUnchanged } from '../../../domain/profile-change-request/signing.js';
import type { OpenedRequest } from '../../../domain/profile-change-request/state.js';
import { notFound, rule } from '../../../domain/shared/domain-error.js';
import { type Instant, minute, plus } from '../../../domain/shared/instant.js';
import type { CommandContext } from '../../core/command-context.js';
import { derivedId } from '../../core/ids.js';
import { SignatureFormat } from '../../ports/certificate-authority.js';
import { ShortLived } from '../../ports/short-lived.js';
import { SingleUse } from '../../shared/single-use.js';
import type { FuturesSession } from '../account/customers.js';
import { Revocation } from '../certificate/revocation.js';
import { SigningCertificates } from '../certificate/signing-certificates.js';
import type { ChangeRequestView } from '../change-request/change-request-view.js';
import { ChangeRequestWriter } from '../change-request/change-request-writer.js';
import { type AgreementDocument, AgreementSet } from '../documents/agreement-set.js';
import { SignatureStamps } from './signature-stamps.js';

export interface SigningSession {
  readonly signingSessionId: string;
  readonly toBeSigned: string;
  readonly sha256: string;
  readonly expiresAt: string;
}

export class OpenSigningSession extends Command<SigningSession> {
  constructor(
    readonly id: string,
    readonly documentId: string,
    readonly certificateSerial: string,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class SignAgreement extends Command<ChangeRequestView> {
  constructor(
    readonly id: string,
    readonly documentId: string,
    readonly form: { readonly signingSessionId: string; readonly signature: string },
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetSignature extends Query<Uint8Array> {
  constructor(
    readonly id: string,
    readonly documentId: string,
    readonly session: FuturesSession,
  ) {
    super();
  }
}

/** What was given to the device to sign. */
type ToSign = { readonly certificateSerial: string; readonly sha256: string; readonly toBeSigned: string };

const lifetime = 5 * minute;

/** One for a document: opening a new one voids the old. It serves the session and device that opened it (F29). */
const signingSession = (requestId: string, documentId: string, signingSessionId: string, session: FuturesSession) =>
  ({
    space: 'signing-session',
    key: `${requestId}/${documentId}`,
    proof: `${signingSessionId}/${session.id}/${session.device}`,
    lifetime,
    refusal: () => rule('signing-session.expired'),
  }) as const;

@CommandHandler(OpenSigningSession)
export class OpenSigningSessionHandler implements ICommandHandler<OpenSigningSession> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly agreements: AgreementSet,
    private readonly certificates: SigningCertificates,
    private readonly format: SignatureFormat,
    private readonly shortLived: ShortLived,
  ) {}

  async execute(command: OpenSigningSession): Promise<SigningSession> {
    const { id, documentId, certificateSerial, session, context } = command;
    const request = await this.writer.own(id, session);
    const document = documentToSign(this.agreements, id, request, documentId, context.at);
    const { certificate } = await this.certificates.mustBeUsable(certificateSerial, session, context.at);

    const { sha256 } = document;
    const toBeSigned = Buffer.from(this.format.toBeSigned({ sha256, signingTime: context.at, certificate }));
    const signingSessionId = derivedId(context.commandId, 'signing-session');
    const toSign: ToSign = { certificateSerial, sha256, toBeSigned: toBeSigned.toString('base64') };
    const expiresAt = plus(context.at, lifetime);
    const { space, key, proof } = signingSession(id, documentId, signingSessionId, session);
    await this.shortLived.put(space, key, toSign, expiresAt, { proof });
    return { signingSessionId, toBeSigned: toSign.toBeSigned, sha256, expiresAt };
  }
}

/** Everything is checked again when the signature comes (F29). */
@CommandHandler(SignAgreement)
export class SignAgreementHandler implements ICommandHandler<SignAgreement> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly agreements: AgreementSet,
    private readonly certificates: SigningCertificates,
    private readonly format: SignatureFormat,
    private readonly singleUse: SingleUse,
    private readonly revocation: Revocation,
  ) {}

  async execute({ id, documentId, form, session, context }: SignAgreement): Promise<ChangeRequestView> {
    const request = await this.writer.own(id, session);
    const signed = request.signed[documentId];
    if (signed?.signingSessionId === form.signingSessionId) return this.again(id, signed, session, context);
    const document = documentToSign(this.agreements, id, request, documentId, context.at);
    const opened = signingSession(id, documentId, form.signingSessionId, session);
    return this.singleUse.use(opened, context.commandId, async (toSign: ToSign) => {
      const { certificateSerial, toBeSigned } = toSign;
      if (toSign.sha256 !== document.sha256) throw rule('agreement.changed');
      const { certificate } = await this.certificates.mustBeUsable(certificateSerial, session, context.at);
      await this.mustVerify(toBeSigned, form.signature, certificate, context);

      const { version, sha256 } = document;
      const signature = {
        documentId,
        version,
        sha256,
        objectId: request.shown[documentId]!.objectId,
        certificateSerial,
        signingSessionId: form.signingSessionId,
        toBeSigned,
        signature: form.signature,
        certificateState: 'good',
        ocsp: Buffer.from(await this.revocation.goodAt(certificate, context.at)).toString('base64'),
        signedAt: context.at,
      } as const;
      const command = { type: 'SignAgreement', signature, sha256, at: context.at } as const;
      return this.writer.run(id, command, session, context);
    });
  }

  private async mustVerify(signed: string, signature: string, certificate: string, { at }: CommandContext) {
    const verdict = await this.format.check(certificate, at);
    if (verdict !== 'trusted') throw rule(verdict === 'expired' ? 'certificate.expired' : 'signature.invalid');
    const toBeSigned = Buffer.from(signed, 'base64');
    const bytes = Buffer.from(signature, 'base64');
    const canonical = bytes.toString('base64') === signature;
    if (!canonical || !(await this.format.verify({ toBeSigned, signature: bytes, certificate })))
      throw rule('signature.invalid');
  }

  /** A repeat of the very command that signed, its answer having been lost, is no second use of the session. */
  private async again(id: string, signature: AgreementSignature, session: FuturesSession, context: CommandContext) {
    const { sha256 } = signature;
    const command = { type: 'SignAgreement', signature, sha256, at: context.at } as const;
    const { position } = await this.writer.append(id, command, session, context);
    if (!position) throw rule('signing-session.expired');
    return this.writer.view(id, session, context);
  }
}

/**
 * The detached CMS, assembled from the facts: the same bytes each time, whatever became of the certificate since, but for
 * the time-stamp, which comes later.
 */
@QueryHandler(GetSignature)
export class GetSignatureHandler implements IQueryHandler<GetSignature> {
  constructor(
    private readonly writer: ChangeRequestWriter,
    private readonly certificates: SigningCertificates,
    private readonly format: SignatureFormat,
    private readonly stamps: SignatureStamps,
  ) {}

  async execute({ id, documentId, session }: GetSignature): Promise<Uint8Array> {
    const signed = (await this.writer.own(id, session)).signed[documentId];
    if (!signed) throw notFound('signature.not-found');
    const issued = await this.certificates.bySerial(signed.certificateSerial);
    if (!issued) throw notFound('signature.not-found');
    return this.format.assemble({
      toBeSigned: Buffer.from(signed.toBeSigned, 'base64'),
      signature: Buffer.from(signed.signature, 'base64'),
      certificate: issued.certificate,
      timeStamp: await this.stamps.of(signed),
    });
  }
}

const documentToSign = (
  agreements: AgreementSet,
  id: string,
  request: OpenedRequest,
  documentId: string,
  at: Instant,
): AgreementDocument => {
  mustBeOpen(request, at);
  const document = agreements.one(id, request, documentId);
  mustBeReadAndUnchanged(request, documentId, document.sha256);
  return document;
};
