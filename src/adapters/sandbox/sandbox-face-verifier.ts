import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Clock } from '../../application/ports/clock.js';
import {
  type FaceEvidence,
  type FaceFlow,
  type FaceOutcome,
  type FacePerson,
  FaceVerifier,
  returnAddress,
} from '../../application/ports/face-verifier.js';
import type { SandboxFaceOutcome, SandboxFaces } from '../../application/ports/sandbox.js';
import type { ShortLived } from '../../application/ports/short-lived.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { minute, plus } from '../../domain/shared/instant.js';

const prefix = 'sandbox-';
const tickets: { readonly [ticket: string]: boolean | undefined } = {
  'sandbox:match': true,
  'sandbox:mismatch': false,
};
/** Of 255: what JPEG makes of a picture of one colour. */
const noise = 4;
const maxPixels = 16_000_000;

type Flow = { readonly returnState: string; readonly outcome: SandboxFaceOutcome };

const lifetime = 10 * minute;

interface FacePage {
  readonly publicUrl: string;
  /** Where the page leads its browser back to. */
  readonly faceRedirectUrl: string | undefined;
}

/**
 * Plays the face provider in the sandbox. A flow matches unless its page says otherwise, so that scripts need no page; a client
 * may bring its own outcome: `sandbox:match`, `sandbox:mismatch`, `sandbox:unavailable`, or an image, which matches unless it
 * is all one colour. Nothing of a person is kept.
 */
export class SandboxFaceVerifier extends FaceVerifier implements SandboxFaces {
  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly page: FacePage,
  ) {
    super();
  }

  async start(faceVerificationId: string, _person: FacePerson | undefined, returnState: string): Promise<FaceFlow> {
    await this.keep(faceVerificationId, { returnState, outcome: 'match' });
    const url = `${this.page.publicUrl}/sandbox/face-verifications/${faceVerificationId}/page`;
    const token = randomBytes(32).toString('base64url');
    return { provider: 'sandbox', url, token, providerReference: `${prefix}${faceVerificationId}` };
  }

  async outcome(providerReference: string): Promise<FaceOutcome> {
    const flow = await this.flow(providerReference.slice(prefix.length));
    const outcome = flow?.outcome ?? 'match';
    if (outcome === 'unavailable') throw new DependencyUnavailable('face provider');
    return outcomeOf(outcome === 'match', providerReference);
  }

  async returnState(faceVerificationId: string): Promise<string | undefined> {
    return (await this.flow(faceVerificationId))?.returnState;
  }

  async conclude(faceVerificationId: string, outcome: SandboxFaceOutcome): Promise<string | undefined> {
    const flow = await this.flow(faceVerificationId);
    if (!flow) return undefined;
    await this.keep(faceVerificationId, { ...flow, outcome });
    const { faceRedirectUrl } = this.page;
    return faceRedirectUrl && returnAddress(faceRedirectUrl, faceVerificationId, flow.returnState);
  }

  private flow = (faceVerificationId: string) => this.shortLived.get<Flow>('sandbox-face', faceVerificationId);

  private keep = (faceVerificationId: string, flow: Flow) =>
    this.shortLived.put('sandbox-face', faceVerificationId, flow, plus(this.clock.now(), lifetime));

  async judge({ providerTicket, image }: FaceEvidence): Promise<FaceOutcome> {
    const evidence = providerTicket ?? image ?? '';
    if (evidence === 'sandbox:unavailable') throw new DependencyUnavailable('face provider');
    const matched =
      providerTicket === undefined ? await showsSomething(image ?? '') : (tickets[providerTicket] ?? false);
    return outcomeOf(matched, `${prefix}${createHash('sha256').update(evidence).digest('hex').slice(0, 16)}`);
  }
}

const outcomeOf = (matched: boolean, providerReference: string): FaceOutcome => ({
  matched,
  scoreBand: matched ? 'high' : 'low',
  providerReference,
});

const showsSomething = async (base64: string): Promise<boolean> => {
  try {
    const picture = sharp(Buffer.from(base64, 'base64'), { limitInputPixels: maxPixels }).removeAlpha();
    const { channels } = await picture.stats();
    return channels.some(({ min, max }) => max - min > noise);
  } catch {
    return false;
  }
};
