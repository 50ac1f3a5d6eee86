import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { picture } from '../../demo/main-job.js';
import { Company, type SignedIn } from '../support/people/journey.js';
import { RunningService } from '../support/servers/running-service.js';

const limit = 10 * 1024 ** 2;
let service: RunningService;
let company: Company;
let me: SignedIn;
let id: string;
let people = 0;

beforeAll(async () => {
  service = await RunningService.start();
  company = await Company.of(service);
});
beforeEach(async () => {
  me = await (await company.customer(++people)).signIn();
  id = await me.open();
});
afterAll(() => service?.dispose());

const put = (kind: string, body: Uint8Array, headers = {}) => me.on(id, 'PUT', `/photos/${kind}`, { body, headers });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const png = (seed: number) =>
  sharp({ create: { width: 30, height: 20, channels: 3, background: { r: seed, g: 1, b: 2 } } })
    .png()
    .toBuffer();

describe('uploading (F13)', () => {
  it.each([
    ['nothing', () => new Uint8Array(), '400 photo.unreadable'],
    ['a text', () => Buffer.from('这不是照片，只是一段文字。'.repeat(50)), '415 photo.format'],
    [
      'a GIF',
      () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
      '415 photo.format',
    ],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), '415 photo.format'],
    [
      'a WebP',
      async () =>
        sharp(await picture(1))
          .webp()
          .toBuffer(),
      '415 photo.format',
    ],
    ['the magic of JPEG alone', () => Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), '400 photo.unreadable'],
    ['the magic of PNG alone', async () => (await png(1)).subarray(0, 8), '400 photo.unreadable'],
    ['a truncated JPEG', async () => (await picture(1)).subarray(0, 200), '400 photo.unreadable'],
    ['a truncated PNG', async () => (await png(1)).subarray(0, 60), '400 photo.unreadable'],
    ['10 MiB and a byte', () => jpegOf(limit + 1), '413 photo.too-large'],
    ['12 MiB of text', () => Buffer.alloc(12 * 1024 ** 2, 'x'), '413 photo.too-large'],
  ])('refuses %s', async (_, bytes, verdict) => {
    expect((await put('signature', await bytes())).verdict).toBe(verdict);
    expect((await me.on(id, 'GET')).body.photos.signature.state).toBe('onFile');
  });

  it('takes exactly 10 MiB', async () => {
    const taken = await put('signature', await jpegOf(limit));
    expect(taken.verdict).toBe('200');
    expect(taken.body.photos.signature.state).toBe('uploaded');
  });

  it.each([
    'image/jpeg',
    'image/png',
    'application/json',
    'application/octet-stream',
    'text/plain',
  ])('looks at the bytes, not at the media type %s', async (type) => {
    expect((await put('idFront', await png(60), { 'content-type': type })).verdict).toBe('200');
    const stored = await me.on(id, 'GET', '/photos/idFront');
    expect(stored.headers.get('content-type')).toBe('image/png');
  });

  it('answers the request; what is stored has the digest that is told', async () => {
    const uploaded = await put('idFront', await picture(9));
    const slot = uploaded.body.photos.idFront;
    expect(slot).toEqual({ state: 'uploaded', sha256: expect.any(String), uploadedAt: expect.any(String) });
    const stored = await me.on(id, 'GET', '/photos/idFront');
    expect(stored.headers.get('content-type')).toBe('image/jpeg');
    expect(stored.headers.get('cache-control')).toBe('no-store');
    expect(sha256(stored.bytes)).toBe(slot.sha256);
    const again = await put('idFront', await picture(10));
    expect(again.body.photos.idFront.sha256).not.toBe(slot.sha256);
  });

  it('applies the orientation, then strips every metadata', async () => {
    const upload = await sharp(await picture(11))
      .withExif({ IFD0: { Copyright: 'SECRET-EXIF', Orientation: '6' }, IFD3: { GPSLatitude: '31/1 13/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect((await sharp(upload).metadata()).orientation).toBe(6);
    expect((await put('idFront', upload)).verdict).toBe('200');
    const { bytes } = await me.on(id, 'GET', '/photos/idFront');
    const { width, height, orientation, exif, icc, xmp } = await sharp(bytes).metadata();
    expect({ width, height, orientation, exif, icc, xmp }).toEqual({ width: 40, height: 64 });
    expect(bytes.includes('SECRET-EXIF')).toBe(false);
  });

  it('strips text chunks of a PNG and what follows the picture', async () => {
    const plain = await png(70);
    const chunk = Buffer.from('0000000E74455874436F6D6D656E7400534543524554', 'hex');
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(chunk.subarray(4)));
    const upload = Buffer.concat([plain.subarray(0, 33), chunk, crc, plain.subarray(33), Buffer.from('TRAILER')]);
    expect((await put('idBack', upload)).verdict).toBe('200');
    const { bytes } = await me.on(id, 'GET', '/photos/idBack');
    expect(bytes.includes('SECRET')).toBe(false);
    expect(bytes.includes('TRAILER')).toBe(false);
  });

  it('a key stands for one upload', async () => {
    const headers = { 'idempotency-key': `photo-${people}` };
    const first = await put('idFront', await picture(40), headers);
    const repeat = await put('idFront', await picture(40), headers);
    expect(repeat.body).toEqual(first.body);
    expect(repeat.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await put('idFront', await picture(41), headers)).verdict).toBe('422 idempotency.key-reused');
  });

  it('knows three kinds', async () => {
    for (const kind of ['face', 'idfront', 'signature.jpg'])
      expect((await put(kind, await picture(1))).verdict).toBe('404 photo.not-found');
  });
});

describe('slots (F11, F13)', () => {
  it('one file may not serve two kinds, uploaded or kept', async () => {
    await put('idFront', await picture(90));
    const twice = await put('idBack', await picture(90));
    expect(twice.verdict).toBe('422 photo.duplicate');
    expect((await put('idFront', await picture(90))).verdict).toBe('200');
    expect((await put('idBack', await picture(91))).verdict).toBe('200');
    expect((await me.on(id, 'POST', '/photos/signature/reuse')).body.photos.signature.state).toBe('kept');
    const onFile = (await me.call('GET', '/profile/photos/signature')).bytes;
    expect((await put('idBack', onFile)).verdict).toMatch(/200|422/);
  });

  it('a kept photo is the one on file, byte for byte', async () => {
    expect((await me.on(id, 'GET', '/photos/idFront')).verdict).toBe('404 photo.not-found');
    const kept = await me.on(id, 'POST', '/photos/idFront/reuse');
    expect(kept.verdict).toBe('200');
    expect(kept.body.photos.idFront).toMatchObject({ state: 'kept', uploadedAt: null });
    const { bytes } = await me.on(id, 'GET', '/photos/idFront');
    expect(bytes.equals((await me.call('GET', '/profile/photos/idFront')).bytes)).toBe(true);
    expect(sha256(bytes)).toBe(kept.body.photos.idFront.sha256);
  });

  it('there is nothing to keep without a photo on file', async () => {
    const bare = await (await company.customer(++people, { photos: false })).signIn();
    const request = await bare.open();
    const slots = (await bare.on(request, 'GET')).body.photos;
    expect(slots.idFront).toEqual({ state: 'missing', sha256: null, uploadedAt: null });
    const refused = await bare.on(request, 'POST', '/photos/idFront/reuse');
    expect(refused.verdict).toBe('422 photo.missing');
    expect(refused.body.kinds).toEqual(['idFront']);
    expect((await bare.call('GET', '/profile/photos/idFront')).verdict).toBe('404 photo.not-found');
  });

  it('F12 an ID-validity request keeps nothing', async () => {
    const request = await me.open('identityValidity');
    const refused = await me.on(request, 'POST', '/photos/idFront/reuse');
    expect(refused.verdict).toBe('422 photo.fresh-required');
    expect(refused.body.kinds).toEqual(['idFront']);
  });

  it('F14 the form waits for all slots and the letter', async () => {
    const form = () => me.on(id, 'PUT', '/contact-phone', { body: { phone: '0755-1234533' } });
    const none = await form();
    expect(none.verdict).toBe('422 photo.missing');
    expect(none.body.kinds).toEqual(['idFront', 'idBack', 'signature']);
    await me.on(id, 'POST', '/photos/idFront/reuse');
    await me.on(id, 'POST', '/photos/idBack/reuse');
    expect((await form()).body.kinds).toEqual(['signature']);
    await put('signature', await picture(100));
    const unread = await form();
    expect(unread.verdict).toBe('422 change-request.step-not-reached');
    expect(unread.body.step).toBe('photos');
    expect((await me.on(id, 'GET')).body.step).toBe('photos');
  });
});

/** A picture of exactly so many bytes: comments fill it up. */
const jpegOf = async (size: number): Promise<Uint8Array> => {
  const base = Buffer.from(await picture(5));
  const parts = [base.subarray(0, 2)];
  let missing = size - base.length;
  while (missing > 0) {
    let length = Math.min(missing, 65_000);
    if (missing - length > 0 && missing - length < 4) length -= 4;
    const comment = Buffer.alloc(length, 'c');
    comment.writeUInt16BE(0xfffe, 0);
    comment.writeUInt16BE(length - 2, 2);
    parts.push(comment);
    missing -= length;
  }
  const whole = Buffer.concat([...parts, base.subarray(2)]);
  if (whole.length !== size) throw new Error(`${whole.length}`);
  return whole;
};

const crc32 = (bytes: Uint8Array): number => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};
