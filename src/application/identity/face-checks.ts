import { Injectable } from '@nestjs/common';
import { facesExhausted, facesPerDay, tooManyFaces } from '../../domain/identity-user/decider.js';
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
import { SingleUse } from '../shared/single-use.js';
import { type FoundUser, IdentityUsers } from './users.js';

/** `{faceVerificationId}`; in the sandbox the client's own evidence too, instead of it or as its outcome. */
export interface Face extends FaceEvidence {
  readonly faceVerificationId?: string;
}

export interface KnownOwner {
  readonly userId: string;
  readonly user: KnownUser;
}

/** Whose face it must be: a user, or somebody unknown by what was asked, who is treated alike. */
export type FaceOwner = KnownOwner | { readonly unknown: string };

/** A face, and what the command wants of it. */
export interface FaceUse {
  readonly face: Face;
  readonly purpose: FacePurpose;
  readonly owner: FaceOwner;
  /** Where the request itself carries one. */
  readonly consent?: Consent;
}

type Verification = { readonly providerReference: string; readonly consent: Consent & JsonObject };

const lifetime = 5 * minute;

/** Faces by a provider's flow (R16): bound to purpose and person, 5 minutes, once; five failures a day. */
@Injectable()
export class FaceChecks {
  constructor(
    private readonly verifier: FaceVerifier,
    private readonly shortLived: ShortLived,
    private readonly users: IdentityUsers,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    private readonly singleUse: SingleUse,
  ) {}

  /** @throws DomainError `face.too-many-tries`; DependencyUnavailable */
  async start(faceVerificationId: string, purpose: FacePurpose, owner: FaceOwner, consent: Consent) {
    const now = this.clock.now();
    const exhausted = 'user' in owner ? facesExhausted(owner.user, now) : await this.exhausted(owner.unknown);
    if (exhausted) throw tooManyFaces(now);
    const person = 'user' in owner ? { name: owner.user.name, idNumber: owner.user.idNumber } : undefined;
    const { providerReference, ...flow } = await this.verifier.start(faceVerificationId, person);
    const expiresAt = plus(now, lifetime);
    const { space, key } = this.verificationOf(faceVerificationId, purpose, owner);
    const verification: Verification = { providerReference, consent: { ...consent } };
    await this.shortLived.put(space, key, verification, expiresAt);
    return { ...flow, expiresAt };
  }

  /**
   * Does the work for the person whose face it is. The outcome is a fact either way. Success spends the verification, and
   * so does a face that does not match; what `work` throws leaves it good.
   * @throws DomainError `identity.face-mismatch`, `face.too-many-tries`, `ticket.invalid` (a verification that is expired,
   * used, or of another purpose or person), and what `work` throws; DependencyUnavailable
   */
  async use<R>(use: FaceUse, context: CommandContext, work: (owner: KnownOwner) => Promise<R>): Promise<R> {
    const attempt = async (verification: Verification | undefined) => {
      const owner = await this.compare(use, verification, context);
      return owner && { result: await work(owner) };
    };
    const { faceVerificationId } = use.face;
    const matched =
      faceVerificationId === undefined
        ? await attempt(undefined)
        : await this.singleUse.use(
            this.verificationOf(faceVerificationId, use.purpose, use.owner),
            context.commandId,
            (verification: Verification) => attempt(verification),
          );
    if (!matched) throw rule('identity.face-mismatch');
    return matched.result;
  }

  /** The owner, if it is theirs. */
  private async compare(
    { face, purpose, owner, consent }: FaceUse,
    verification: Verification | undefined,
    context: CommandContext,
  ): Promise<KnownOwner | undefined> {
    const outcome = await this.outcome(face, verification);
    if (!outcome) throw rule('identity.face-mismatch');
    if (!('user' in owner)) {
      await this.countUnknown(owner.unknown);
      return undefined;
    }
    const given = consent ?? verification?.consent ?? null;
    await this.record(owner.userId, purpose, outcome, given, context);
    return outcome.matched ? owner : undefined;
  }

  private async outcome(face: Face, verification: Verification | undefined): Promise<FaceOutcome | undefined> {
    if (face.providerTicket !== undefined || face.image !== undefined) return this.verifier.judge(face);
    return verification && this.verifier.outcome(verification.providerReference);
  }

  /** Its position is told to nobody: a Consistency-Token would say that the person is known. */
  private async record(
    userId: string,
    purpose: FacePurpose,
    { matched, scoreBand, providerReference }: FaceOutcome,
    consent: Consent | null,
    context: CommandContext,
  ): Promise<void> {
    const face = { purpose, providerReference, scoreBand, consent, at: context.at };
    await this.users.run(userId, { type: 'RecordFace', matched, face }, { ...partOf(context, 'face'), written: {} });
  }

  /** Somebody unknown has as many tries as everybody. @throws DomainError `face.too-many-tries` */
  private async countUnknown(asked: string): Promise<void> {
    const key = this.failuresOf(asked);
    const now = this.clock.now();
    let tries = await this.shortLived.countTry('face-failures', key);
    if (tries === undefined) {
      await this.shortLived.put('face-failures', key, {}, nextShanghaiMidnight(now));
      tries = await this.shortLived.countTry('face-failures', key);
    }
    if (tries === facesPerDay)
      await this.shortLived.put('face-failures', exhaustedOf(key), {}, nextShanghaiMidnight(now));
    if ((tries ?? 0) > facesPerDay) throw tooManyFaces(now);
  }

  private async exhausted(asked: string): Promise<boolean> {
    return (await this.shortLived.get('face-failures', exhaustedOf(this.failuresOf(asked)))) !== undefined;
  }

  private failuresOf = (asked: string) => this.keyring.hmac('decoy', 'face', asked);

  private verificationOf(faceVerificationId: string, purpose: FacePurpose, owner: FaceOwner) {
    const name = 'user' in owner ? owner.userId : this.keyring.hmac('decoy', 'face-owner', owner.unknown);
    return {
      space: 'face-verification',
      key: `${purpose}/${name}/${faceVerificationId}`,
      lifetime,
      refusal: () => rule('ticket.invalid'),
    } as const;
  }
}

const exhaustedOf = (key: string): string => `${key}/exhausted`;

/** The user that was found, if there is one who may use a face; else whoever it was that was asked for. */
export const faceOwner = (found: FoundUser | undefined, asked: string): FaceOwner =>
  found && isKnown(found.user) ? { userId: found.userId, user: found.user } : { unknown: asked };
