import { Command, CommandHandler, type ICommandHandler, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ClaimHeld } from '../../../domain/claim/decider.js';
import {
  type CertificateState,
  certificateStateAt,
  digitalCertificate,
} from '../../../domain/digital-certificate/decider.js';
import type { IssuedCertificate, RevocationReason } from '../../../domain/digital-certificate/events.js';
import { conflict, notFound } from '../../../domain/shared/domain-error.js';
import { minute, plus } from '../../../domain/shared/instant.js';
import { addMonths } from '../../../domain/shared/shanghai-calendar.js';
import { usablePass, videoVerification } from '../../../domain/video-verification/decider.js';
import { Claims } from '../../core/claims.js';
import { type CommandContext, partOf } from '../../core/command-context.js';
import { CommandRunner } from '../../core/command-runner.js';
import { derivedId } from '../../core/ids.js';
import { ReadYourWrites } from '../../core/read-your-writes.js';
import { CertificateAuthority, type CertificateRequest } from '../../ports/certificate-authority.js';
import { Clock } from '../../ports/clock.js';
import { Companies } from '../../shared/companies.js';
import { customerSubject, type FuturesSession } from '../account/customers.js';
import { ActiveCertificates } from './active-certificates.js';
import { LostCertificates } from './lost-certificates.js';
import { SigningCertificates } from './signing-certificates.js';

interface CertificateAndChain {
  readonly serial: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM, from the issuer upwards without the root. */
  readonly chain: string;
  readonly notAfter: string;
}

export interface InstalledCertificate {
  readonly certificate: CertificateAndChain;
  /** False where an earlier call issued it. */
  readonly created: boolean;
}

export interface CurrentCertificate extends CertificateAndChain {
  readonly state: CertificateState;
  readonly thisDevice: boolean;
}

export class InstallCertificate extends Command<InstalledCertificate> {
  constructor(
    readonly form: { readonly verificationId: string; readonly csr: string },
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class RevokeCertificate extends Command<void> {
  constructor(
    readonly reason: RevocationReason,
    readonly session: FuturesSession,
    readonly context: CommandContext,
  ) {
    super();
  }
}

export class GetCurrentCertificate extends Query<CurrentCertificate> {
  constructor(readonly session: FuturesSession) {
    super();
  }
}

/**
 * F27. The pass is used first, for a certificate whose id derives from the pass. Whoever comes again with the same key and
 * device while the pass would last finds that certificate, or has it issued where the service died before.
 */
@CommandHandler(InstallCertificate)
export class InstallCertificateHandler implements ICommandHandler<InstallCertificate> {
  constructor(
    private readonly runner: CommandRunner,
    private readonly claims: Claims,
    private readonly active: ActiveCertificates,
    private readonly certificates: SigningCertificates,
    private readonly companies: Companies,
    private readonly authority: CertificateAuthority,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ form, session, context }: InstallCertificate): Promise<InstalledCertificate> {
    const request = await this.authority.readRequest(form.csr);
    const subject = customerSubject(session.companyCode, session.subject);
    const certificateId = derivedId(form.verificationId, 'certificate');
    await this.usePass(form.verificationId, certificateId, request.keySha256, session, context);

    const serial = serialOf(certificateId);
    const issued = await this.certificates.bySerial(serial);
    const certificate = issued ?? (await this.make(certificateId, form.verificationId, request, session, context));
    const command = { type: 'IssueCertificate', certificate } as const;
    const { state, position } = await this.runner.run(digitalCertificate, certificateId, command, context, subject);
    if (state.is !== 'issued') throw notFound('certificate.not-found');
    await this.active.supersede(state, context);
    const standing = await this.certificates.bySerial(serial);
    if (standing?.revoked) throw conflict('verification.used');
    await this.readYourWrites.settle(context);
    return { certificate: withChain(state, this.authority), created: position !== undefined };
  }

  private async make(
    certificateId: string,
    verificationId: string,
    { csr, keySha256, publicKey }: CertificateRequest,
    session: FuturesSession,
    { at: issuedAt }: CommandContext,
  ): Promise<IssuedCertificate> {
    const serial = serialOf(certificateId);
    const before = await this.claims.holder(['activeCertificate', session.subject]);
    const { certificate, notAfter } = await this.authority.issue({
      csr,
      serial,
      subject: derivedId(session.subject, 'certificate-subject'),
      publicKey,
      notBefore: plus(issuedAt, -minute),
      notAfter: addMonths(issuedAt, this.companies.get(session.companyCode).certificateMonths),
    });
    return {
      serial,
      customerId: session.subject,
      companyCode: session.companyCode,
      device: session.device,
      verificationId,
      keySha256,
      issuedAt,
      notAfter,
      supersedes: before && before !== certificateId ? serialOf(before) : null,
      certificate,
    };
  }

  private async usePass(
    verificationId: string,
    certificateId: string,
    keySha256: string,
    session: FuturesSession,
    context: CommandContext,
  ): Promise<void> {
    const { state } = await this.runner.load(videoVerification, verificationId);
    if (state.is !== 'ticket' || state.customerId !== session.subject) throw notFound('verification.not-found');
    const { device } = session;
    const command = { type: 'UsePass', device, certificateId, keySha256, at: context.at } as const;
    if (usablePass(state, device, context.at)) await this.claimKey(keySha256, certificateId, context);
    const subject = customerSubject(session.companyCode, session.subject);
    await this.runner.run(videoVerification, verificationId, command, partOf(context, 'use-pass'), subject);
  }

  /** A key certifies once, whoever's it was. */
  private async claimKey(keySha256: string, certificateId: string, context: CommandContext): Promise<void> {
    try {
      await this.claims.take(['certificateKey', keySha256], `${digitalCertificate.category}-${certificateId}`, context);
    } catch (error) {
      throw error instanceof ClaimHeld ? conflict('csr.key-reused') : error;
    }
  }
}

const serialOf = (certificateId: string): string => certificateId.replaceAll('-', '');

const withChain = (
  { serial, certificate, notAfter }: IssuedCertificate,
  authority: CertificateAuthority,
): CertificateAndChain => ({ serial, certificate, chain: authority.chainOf(certificate), notAfter });

@CommandHandler(RevokeCertificate)
export class RevokeCertificateHandler implements ICommandHandler<RevokeCertificate> {
  constructor(
    private readonly certificates: SigningCertificates,
    private readonly claims: Claims,
    private readonly runner: CommandRunner,
    private readonly lost: LostCertificates,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async execute({ reason, session, context }: RevokeCertificate): Promise<void> {
    const id = await this.claims.holder(['activeCertificate', session.subject]);
    const current = await this.certificates.current(session.subject);
    if (!id || !current || certificateStateAt(current, context.at) === 'expired')
      throw notFound('certificate.not-found');
    const command = { type: 'RevokeCertificate', reason, at: context.at } as const;
    const { state, position } = await this.runner.run(digitalCertificate, id, command, context);
    if (position === undefined) throw notFound('certificate.not-found');
    if (state.is === 'issued') await this.lost.settle(state, session.device, context);
    await this.readYourWrites.settle(context);
  }
}

@QueryHandler(GetCurrentCertificate)
export class GetCurrentCertificateHandler implements IQueryHandler<GetCurrentCertificate> {
  constructor(
    private readonly certificates: SigningCertificates,
    private readonly authority: CertificateAuthority,
    private readonly clock: Clock,
  ) {}

  async execute({ session }: GetCurrentCertificate): Promise<CurrentCertificate> {
    const current = await this.certificates.current(session.subject);
    if (!current) throw notFound('certificate.not-found');
    const state = certificateStateAt(current, this.clock.now());
    return { ...withChain(current, this.authority), state, thisDevice: current.device === session.device };
  }
}
