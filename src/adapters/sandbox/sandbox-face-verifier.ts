import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import {
  type FaceEvidence,
  type FaceFlow,
  type FaceOutcome,
  type FacePerson,
  FaceVerifier,
} from '../../application/ports/face-verifier.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

const tickets: { readonly [ticket: string]: boolean | undefined } = {
  'sandbox:match': true,
  'sandbox:mismatch': false,
};
/** Of 255: what JPEG makes of a picture of one colour. */
const noise = 4;
const maxPixels = 16_000_000;

/**
 * Plays the face provider in the sandbox. A flow that was started has nothing to show, and matches; a client may bring
 * its own outcome: `sandbox:match`, `sandbox:mismatch`, `sandbox:unavailable`, or an image, which matches unless it is
 * all one colour. Nothing is kept.
 */
export class SandboxFaceVerifier extends FaceVerifier {
  async start(faceVerificationId: string, _person: FacePerson | undefined): Promise<FaceFlow> {
    const token = randomBytes(32).toString('base64url');
    return { provider: 'sandbox', url: 'about:blank', token, providerReference: `sandbox-${faceVerificationId}` };
  }

  async outcome(providerReference: string): Promise<FaceOutcome> {
    return outcomeOf(true, providerReference);
  }

  async judge({ providerTicket, image }: FaceEvidence): Promise<FaceOutcome> {
    const evidence = providerTicket ?? image ?? '';
    if (evidence === 'sandbox:unavailable') throw new DependencyUnavailable('face provider');
    const matched =
      providerTicket === undefined ? await showsSomething(image ?? '') : (tickets[providerTicket] ?? false);
    return outcomeOf(matched, `sandbox-${createHash('sha256').update(evidence).digest('hex').slice(0, 16)}`);
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
