import { describe, expect, it } from '@jest/globals';
import sharp, { type Create } from 'sharp';
import { SandboxFaceVerifier } from '../../src/adapters/sandbox/sandbox-face-verifier.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';
import { faceVerifierContract } from './face-verifier.contract.js';

const page = { publicUrl: 'http://localhost:3000', faceRedirectUrl: 'http://localhost:5173/done?a=b' };
const create = (change: Partial<typeof page> | { faceRedirectUrl: undefined } = {}) => {
  const clock = new ManualClock('2026-11-23T02:00:00.000Z');
  return new SandboxFaceVerifier(new MemoryShortLived(clock), clock, { ...page, ...change });
};

faceVerifierContract('the sandbox', create, {
  match: { providerTicket: 'sandbox:match' },
  mismatch: { providerTicket: 'sandbox:mismatch' },
  unavailable: { providerTicket: 'sandbox:unavailable' },
});

describe('faces in the sandbox', () => {
  const verifier = create();
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

  const id = '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';

  it('a flow that was started matches, under its own reference, and has a page', async () => {
    const { providerReference, url } = await verifier.start(id, undefined, 'state');
    expect(await verifier.outcome(providerReference)).toEqual({ matched: true, scoreBand: 'high', providerReference });
    expect(url).toBe(`http://localhost:3000/sandbox/face-verifications/${id}/page`);
  });

  it('its page says what comes of it, and leads back with the state that nobody else is told', async () => {
    const { providerReference } = await verifier.start(id, undefined, 'state');
    expect(await verifier.returnState(id)).toBe('state');
    const back = `http://localhost:5173/done?a=b&faceVerificationId=${id}&returnState=state`;
    expect(await verifier.conclude(id, 'mismatch')).toBe(back);
    expect(await verifier.outcome(providerReference)).toMatchObject({ matched: false });
    await verifier.conclude(id, 'unavailable');
    await expect(verifier.outcome(providerReference)).rejects.toThrow(DependencyUnavailable);
    await verifier.conclude(id, 'match');
    expect(await verifier.outcome(providerReference)).toMatchObject({ matched: true });
  });

  it('a page without an address to lead back to leads nowhere; of a flow that is not there nothing is told', async () => {
    const alone = create({ faceRedirectUrl: undefined });
    await alone.start(id, undefined, 'state');
    expect(await alone.conclude(id, 'match')).toBeUndefined();
    expect(await create().returnState(id)).toBeUndefined();
    expect(await create().conclude(id, 'match')).toBeUndefined();
  });
});
