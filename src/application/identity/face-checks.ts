import { Injectable } from '@nestjs/common';
import { facesExhausted, tooManyFaces } from '../../domain/identity-user/decider.js';
import type { Consent, FacePurpose } from '../../domain/identity-user/events.js';
import { isKnown, type KnownUser } from '../../domain/identity-user/state.js';
import { rule } from '../../domain/shared/domain-error.js';
import { minute, plus } from '../../domain/shared/instant.js';
import { nextShanghaiMidnight } from '../../domain/shared/shanghai-calendar.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { Keyring } from '../core/keyring.js';
import { Clock } from '../ports/clock.js';
import { type FaceEvidence, type FaceOutcome, FaceVerifier } from '../ports/face-verifier.js';
import type { JsonObject } from '../ports/json.js';
import { ShortLived } from '../ports/short-lived.js';
import { type FoundUser, IdentityUsers } from './users.js';

/** `{faceVerificationId}`; in the sandbox the client's own evidence too, instead of it or as its outcome. */
export interface Face extends FaceEvidence {
  readonly faceVerificationId?: string;
}

/** Whose face it must be: a user, or somebody unknown by what was asked, who is treated alike. */
export type FaceSubject = { readonly userId: string; readonly user: KnownUser } | { readonly unknown: string };

type Verification = {
  readonly purpose: FacePurpose;
  readonly subject: string;
  readonly reference: string;
  readonly consent: Consent & JsonObject;
  readonly spentBy: string | null;
};

const lifetime = 5 * minute;
const facesPerDay = 5;

/** Faces by a provider's flow (R16): bound to purpose and person, 5 minutes, once; five failures a day. */
@Injectable()
export class FaceChecks {
  constructor(
    private readonly verifier: FaceVerifier,
    private readonly shortLived: ShortLived,
    private readonly users: IdentityUsers,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `face.too-many-tries`; DependencyUnavailable */
  async start(verificationId: string, purpose: FacePurpose, subject: FaceSubject, consent: Consent) {
    const now = this.clock.now();
    const exhausted = 'user' in subject ? facesExhausted(subject.user, now) : await this.exhausted(subject.unknown);
    if (exhausted) throw tooManyFaces(now);
    const person = 'user' in subject ? { name: subject.user.name, idNumber: subject.user.idNumber } : undefined;
    const { reference, ...flow } = await this.verifier.start(verificationId, person);
    const expiresAt = plus(now, lifetime);
    const bound = { purpose, subject: this.nameOf(subject), reference, spentBy: null };
    await this.shortLived.put('ticket', keyOf(verificationId), { ...bound, consent: { ...consent } }, expiresAt);
    return { ...flow, expiresAt };
  }

  /**
   * Passes when the face is this person's; the outcome is a fact either way. A repeat of the same command passes again.
   * @param consent where the request itself carries one
   * @throws DomainError `identity.face-mismatch`, `face.too-many-tries`, `ticket.invalid` (a verification that is expired,
   * used, or of another purpose or person); DependencyUnavailable
   */
  async pass(
    face: Face,
    purpose: FacePurpose,
    subject: FaceSubject,
    context: CommandContext,
    consent?: Consent,
  ): Promise<void> {
    const verification = await this.reserve(face, purpose, subject, context);
    try {
      const outcome = await this.outcome(face, verification);
      if (!outcome) throw rule('identity.face-mismatch');
      const matched = outcome.matched && 'user' in subject;
      const given = consent ?? verification?.consent ?? null;
      if ('user' in subject) await this.record(subject.userId, purpose, outcome, given, context);
      else await this.countUnknown(subject.unknown);
      await this.spend(face, verification, context);
      if (!matched) throw rule('identity.face-mismatch');
    } catch (error) {
      if (face.faceVerificationId) await this.release(face.faceVerificationId, context);
      throw error;
    }
  }

  private async reserve(face: Face, purpose: FacePurpose, subject: FaceSubject, { commandId }: CommandContext) {
    if (face.faceVerificationId === undefined) return undefined;
    const key = keyOf(face.faceVerificationId);
    const bound = await this.shortLived.get<Verification & JsonObject>('ticket', key);
    if (bound?.purpose !== purpose || bound.subject !== this.nameOf(subject)) throw rule('ticket.invalid');
    const mine = await this.shortLived.reserve('ticket', key, commandId);
    const verification = await this.shortLived.get<Verification & JsonObject>('ticket', key);
    if (!verification) throw rule('ticket.invalid');
    if (verification.spentBy === null ? !mine : verification.spentBy !== commandId) throw rule('ticket.invalid');
    return verification;
  }

  private async outcome(face: Face, verification: Verification | undefined): Promise<FaceOutcome | undefined> {
    if (face.providerTicket !== undefined || face.image !== undefined) return this.verifier.judge(face);
    return verification && this.verifier.outcome(verification.reference);
  }

  /** Its position is told to nobody: a Consistency-Token would say that the person is known. */
  private async record(
    userId: string,
    purpose: FacePurpose,
    { matched, scoreBand, reference }: FaceOutcome,
    consent: Consent | null,
    context: CommandContext,
  ): Promise<void> {
    const face = { purpose, providerReference: reference, scoreBand, consent, at: context.at };
    await this.users.run(userId, { type: 'RecordFace', matched, face }, { ...partOf(context, 'face'), written: {} });
  }

  private async spend({ faceVerificationId }: Face, verification: Verification | undefined, context: CommandContext) {
    if (!faceVerificationId || !verification) return;
    const spent = { ...verification, spentBy: context.commandId } as unknown as JsonObject;
    await this.shortLived.put('ticket', keyOf(faceVerificationId), spent, plus(this.clock.now(), lifetime));
  }

  private release(verificationId: string, { commandId }: CommandContext): Promise<void> {
    return this.shortLived.release('ticket', keyOf(verificationId), commandId);
  }

  /** Somebody unknown has as many tries as everybody. @throws DomainError `face.too-many-tries` */
  private async countUnknown(asked: string): Promise<void> {
    const key = this.unknownKey(asked);
    const now = this.clock.now();
    let tries = await this.shortLived.countTry('ticket', key);
    if (tries === undefined) {
      await this.shortLived.put('ticket', key, {}, nextShanghaiMidnight(now));
      tries = await this.shortLived.countTry('ticket', key);
    }
    if (tries === facesPerDay) await this.shortLived.put('ticket', `${key}/exhausted`, {}, nextShanghaiMidnight(now));
    if ((tries ?? 0) > facesPerDay) throw tooManyFaces(now);
  }

  private async exhausted(asked: string): Promise<boolean> {
    return (await this.shortLived.get('ticket', `${this.unknownKey(asked)}/exhausted`)) !== undefined;
  }

  private unknownKey = (asked: string) => `face-failures/${this.keyring.hmac('decoy', 'face', asked)}`;

  private nameOf = (subject: FaceSubject): string =>
    'user' in subject ? subject.userId : this.keyring.hmac('decoy', 'face-subject', subject.unknown);
}

const keyOf = (verificationId: string): string => `face/${verificationId}`;

/** The user that was found, if there is one who may use a face; else whoever it was that was asked for. */
export const faceSubject = (found: FoundUser | undefined, asked: string): FaceSubject =>
  found && isKnown(found.user) ? { userId: found.userId, user: found.user } : { unknown: asked };
