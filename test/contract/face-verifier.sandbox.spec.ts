import { describe, expect, it } from '@jest/globals';
import sharp, { type Create } from 'sharp';
import { SandboxFaceVerifier } from '../../src/adapters/sandbox/sandbox-face-verifier.js';
import { faceVerifierContract } from './face-verifier.contract.js';

faceVerifierContract('the sandbox', () => new SandboxFaceVerifier(), {
  match: { providerTicket: 'sandbox:match' },
  mismatch: { providerTicket: 'sandbox:mismatch' },
  unavailable: { providerTicket: 'sandbox:unavailable' },
});

describe('faces in the sandbox', () => {
  const verifier = new SandboxFaceVerifier();
  const canvas: Create = { width: 64, height: 64, channels: 3, background: { r: 200, g: 150, b: 120 } };
  const image = async (format: 'jpeg' | 'png', noise?: true) =>
    (
      await sharp({ create: noise ? { ...canvas, noise: { type: 'gaussian', mean: 128, sigma: 40 } } : canvas })
        .toFormat(format)
        .toBuffer()
    ).toString('base64');

  it.each(['jpeg', 'png'] as const)('a %s matches unless it is all one colour', async (format) => {
    expect(await verifier.judge({ image: await image(format, true) })).toMatchObject({ matched: true });
    expect(await verifier.judge({ image: await image(format) })).toMatchObject({ matched: false });
  });

  it.each(['', 'AAAA', 'no base64 at all'])('what is no image does not match: %p', async (text) => {
    expect(await verifier.judge({ image: text })).toMatchObject({ matched: false });
  });

  it('a ticket that is not known does not match', async () => {
    expect(await verifier.judge({ providerTicket: 'sandbox:other' })).toMatchObject({ matched: false });
  });

  it('a flow that was started matches, under its own reference', async () => {
    const { providerReference } = await verifier.start('3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e', undefined);
    expect(await verifier.outcome(providerReference)).toEqual({ matched: true, scoreBand: 'high', providerReference });
  });
});
