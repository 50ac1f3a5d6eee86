import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { FaceEvidence, FaceVerifier } from '../../src/application/ports/face-verifier.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';

const state = 'return-state-of-the-flow';
const person = { name: '张三', idNumber: '110101199003072113' };

/** `evidence`: what a client may bring itself, with the outcome; undefined where none is listened to. */
export const faceVerifierContract = (
  name: string,
  create: () => FaceVerifier,
  evidence:
    | { readonly match: FaceEvidence; readonly mismatch: FaceEvidence; readonly unavailable: FaceEvidence }
    | undefined,
) =>
  describe(`FaceVerifier of ${name}`, () => {
    it('R16 starts a flow for a person, and one that looks the same for nobody', async () => {
      const flows = [
        await create().start(randomUUID(), person, state),
        await create().start(randomUUID(), person, state),
        await create().start(randomUUID(), undefined, state),
      ];
      const shapes = flows.map((flow) => Object.entries(flow).map(([member, value]) => [member, typeof value]));
      expect(shapes[0]).toEqual(shapes[2]);
      expect(new Set(flows.map(({ providerReference }) => providerReference)).size).toBe(3);
      expect(new Set(flows.map(({ token }) => token)).size).toBe(3);
      for (const { url } of flows) expect(URL.canParse(url)).toBe(true);
      expect(JSON.stringify(flows)).not.toContain(state);
    });

    it('R16 says nothing of the person in a reference', async () => {
      const { providerReference } = await create().start(randomUUID(), person, state);
      for (const personal of Object.values(person)) expect(providerReference).not.toContain(personal);
    });

    it('R16 judges what a client brings only where it may', async () => {
      if (!evidence) return expect(await create().judge({ image: 'AAAA' })).toBeUndefined();
      expect(await create().judge(evidence.match)).toMatchObject({ matched: true, scoreBand: 'high' });
      expect(await create().judge(evidence.mismatch)).toMatchObject({ matched: false, scoreBand: 'low' });
      await expect(create().judge(evidence.unavailable)).rejects.toThrow(DependencyUnavailable);
    });
  });
