import { expect, it } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import type { ImageReader } from '../../src/application/ports/image-reader.js';
import { Companies, strict } from '../../src/application/shared/companies.js';
import { OwnPhotos } from '../../src/application/shared/own-photos.js';
import type { SealedObjects } from '../../src/application/shared/sealed-objects.js';
import type { PhotoKind } from '../../src/domain/shared/profile.js';
import { ManualClock } from '../support/memory/manual-clock.js';

const original = Buffer.from('original');
/** What the owner sees of a photo, where the company says so or says nothing. */
const shown = async (kind: PhotoKind, photoWatermark: boolean | undefined, defaults?: typeof strict) => {
  const [company] = loadCompanies('companies').map((each) => ({
    ...each,
    ...(photoWatermark !== undefined && { photoWatermark }),
  }));
  const objects = { get: async () => original } as unknown as SealedObjects;
  const images = { watermarked: async (_: Uint8Array, text: string) => Buffer.from(text) } as unknown as ImageReader;
  const clock = new ManualClock('2026-11-29T17:00:00.000Z');
  const photos = new OwnPhotos(objects, images, new Companies([company!], defaults), clock);
  const { bytes } = await photos.open('0038', 'subject', kind, { photoId: 'p', mediaType: 'image/jpeg' });
  return Buffer.from(bytes).toString().trim();
};

it('F8, F11 the ID card carries company and date in Shanghai where the company asks for it, and with real providers', async () => {
  for (const kind of ['idFront', 'idBack'] as const)
    expect([await shown(kind, true), await shown(kind, undefined, strict)]).toEqual(Array(2).fill('0038 2026-11-30'));
});

it('F8, F11 the signature carries nothing, nor does the card where the company wants it so', async () => {
  expect(await shown('signature', true)).toBe('original');
  expect([await shown('idFront', undefined), await shown('idFront', false, strict)]).toEqual(['original', 'original']);
});
