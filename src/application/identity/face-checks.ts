import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { facesExhausted, tooManyFaces } from '../../domain/identity-user/decider.js';
import type { Consent, FacePurpose } from '../../domain/identity-user/events.js';
import { isKnown, type KnownUser } from '../../domain/identity-user/state.js';
import { rule } from '../../domain/shared/domain-error.js';
import { minute, plus } from '../../domain/shared/instant.js';
import { type CommandContext, partOf } from '../core/command-context.js';
import { Keyring } from '../core/keyring.js';
import { Clock } from '../ports/clock.js';
import { type FaceEvidence, type FaceOutcome, FaceVerifier } from '../ports/face-verifier.js';
import type { JsonObject } from '../ports/json.js';
import { ShortLived } from '../ports/short-lived.js';
import { SingleUse } from '../shared/single-use.js';
import { Decoys } from './decoys.js';
import { StrangeFaces, type Stranger } from './strange-faces.js';
import { type FoundUser, IdentityUsers } from './users.js';

/** `{faceVerificationId, returnState}`; in the sandbox the client's own evidence too, instead of it or as its outcome. */
export interface Face extends FaceEvidence {
  readonly faceVerificationId?: string;
  readonly returnState?: string;
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
  /** Absent where a session is held. */
  readonly stranger?: Stranger;
  /** Where the request itself carries one. */
  readonly consent?: Consent;
}

type Verification = {
  readonly providerReference: string;
  /** Absent of a flow that a release from before began. */
  readonly returnState?: string;
  readonly consent: Consent & JsonObject;
  /** The owner's credential when the flow began; absent for whoever had none, and as `returnState` is. */
  readonly credentialId?: string;
};

const lifetime = 5 * minute;

/**
 * Faces by a provider's flow (R16): bound to purpose and person, 5 minutes, once; and, without a session, to the browser that went
 * through the flow. Five failures a day.
 */
@Injectable()
export class FaceChecks {
  constructor(
    private readonly verifier: FaceVerifier,
    private readonly shortLived: ShortLived,
    private readonly users: IdentityUsers,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
    private readonly singleUse: SingleUse,
    private readonly strangeFaces: StrangeFaces,
    private readonly decoys: Decoys,
  ) {}

  /** @throws DomainError `face.too-many-tries`; DependencyUnavailable */
  async start(
    faceVerificationId: string,
    { purpose, owner, consent, stranger }: Omit<FaceUse, 'face' | 'consent'> & { readonly consent: Consent },
  ) {
    const now = this.clock.now();
    if (stranger) await this.strangeFaces.mustHaveTries(stranger);
    else if ('user' in owner && facesExhausted(owner.user, now)) throw tooManyFaces(now);
    const person = 'user' in owner ? { name: owner.user.name, idNumber: owner.user.idNumber } : undefined;
    const returnState = randomBytes(32).toString('base64url');
    const { providerReference, ...flow } = await this.verifier.start(faceVerificationId, person, returnState);
    const expiresAt = plus(now, lifetime);
    const { space, key } = this.verificationOf(faceVerificationId, purpose, owner);
    const verification: Verification = {
      providerReference,
      returnState,
      consent: { ...consent },
      ...credentialOf(owner),
    };
    await this.shortLived.put(space, key, verification, expiresAt);
    return { ...flow, expiresAt };
  }

  /**
   * Does the work for the person whose face it is. The outcome is a fact either way. Success spends the verification, and
   * so does a face that does not match; what `work` throws leaves it good.
   * @throws DomainError `identity.face-mismatch` (a stranger's without the right `returnState` too), `face.too-many-tries`,
   * `ticket.invalid` (a verification that is expired, used, or of another purpose or person), and what `work` throws;
   * DependencyUnavailable
   */
  async use<R>(use: FaceUse, context: CommandContext, work: (owner: KnownOwner) => Promise<R>): Promise<R> {
    if (use.stranger) await this.strangeFaces.mustHaveTries(use.stranger);
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
    use: FaceUse,
    verification: Verification | undefined,
    context: CommandContext,
  ): Promise<KnownOwner | undefined> {
    const { owner, stranger } = use;
    const outcome = await this.outcome(use, verification);
    if (!outcome) throw rule('identity.face-mismatch');
    if (verification?.credentialId !== undefined && verification.credentialId !== credentialOf(owner).credentialId)
      throw rule('ticket.invalid');
    const own = 'user' in owner && outcome.matched ? owner : undefined;
    if (stranger && !own) await this.strangeFaces.countFailure(stranger);
    if ('user' in owner) {
      const consent = use.consent ?? verification?.consent ?? null;
      await this.decoys.recording(() => this.record(owner.userId, use, { ...outcome, consent }, context));
    } else await this.decoys.write(owner.unknown);
    return own;
  }

  private async outcome(
    { face, stranger }: FaceUse,
    verification: Verification | undefined,
  ): Promise<FaceOutcome | undefined> {
    if (face.providerTicket !== undefined || face.image !== undefined) return this.verifier.judge(face);
    if (!verification || (stranger && !wentThrough(face, verification))) return undefined;
    return this.verifier.outcome(verification.providerReference);
  }

  /**
   * The first of what the command appends: it is what `If-Match` is about. Its position is told to nobody: a Consistency-Token
   * would say that the person is known.
   */
  private async record(
    userId: string,
    { purpose, stranger }: FaceUse,
    { matched, ...outcome }: FaceOutcome & { readonly consent: Consent | null },
    context: CommandContext,
  ): Promise<void> {
    const face = { purpose, ...outcome, ...(stranger && { address: stranger.address }), at: context.at };
    const first = { ...context, ...partOf(context, 'face'), written: {} };
    await this.users.run(userId, { type: 'RecordFace', matched, face }, first);
  }

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

/** A face stands for the account as it was when the flow began: a new password ends what was begun before it (R11). */
const credentialOf = (owner: FaceOwner): { readonly credentialId?: string } =>
  'user' in owner && owner.user.is === 'active' ? { credentialId: owner.user.credentialId } : {};

/** Whether the face comes from the browser that the provider's page led back. */
const wentThrough = ({ returnState }: Face, verification: Verification): boolean =>
  returnState !== undefined &&
  verification.returnState !== undefined &&
  Keyring.equal(returnState, verification.returnState);

/** The user that was found, if there is one who may use a face; else whoever it was that was asked for. */
export const faceOwner = (found: FoundUser | undefined, asked: string): FaceOwner =>
  found && isKnown(found.user) ? { userId: found.userId, user: found.user } : { unknown: asked };
