// Writes src/adapters/sounds/spoken-characters.json: each character of spoken captchas as samples of 8 bits, 11025 a second.
// The digits are Mandarin, the letters English. Needs espeak-ng 1.51 (Debian's espeak-ng). That program is GPL-3.0-or-later,
// which covers the program and not the sound that it makes; nothing of the program is in this repository.
//
//   node --no-warnings --import ./test/support/resolve-typescript.mjs sounds/make.mjs
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { spokenAlphabet } from '../src/domain/shared/captcha-text.ts';

const digits = { 2: '二', 3: '三', 4: '四', 5: '五', 6: '六', 7: '七', 8: '八', 9: '九' };
const headerBytes = 44;

/** Samples from -1 to 1, 22050 a second. */
const spoken = (character) => {
  const [voice, text] = digits[character] ? ['cmn', digits[character]] : ['en-us', character];
  const wav = execFileSync('espeak-ng', ['-v', voice, '-s', '120', '--stdout', text]).subarray(headerBytes);
  return Float64Array.from({ length: wav.length >> 1 }, (_, i) => wav.readInt16LE(2 * i) / 32768);
};

const halved = (samples) =>
  Float64Array.from({ length: samples.length >> 1 }, (_, i) => (samples[2 * i] + samples[2 * i + 1]) / 2);

/** Without the silence around it, at full volume. */
const trimmed = (samples) => {
  const loudest = samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const isHeard = (each) => Math.abs(each) > loudest / 50;
  return samples.slice(samples.findIndex(isHeard), samples.findLastIndex(isHeard) + 1).map((each) => each / loudest);
};

const packed = (samples) =>
  Buffer.from(Int8Array.from(samples, (each) => Math.round(each * 127)).buffer).toString('base64');

const characters = Object.fromEntries([...spokenAlphabet].map((each) => [each, packed(trimmed(halved(spoken(each))))]));
writeFileSync('src/adapters/sounds/spoken-characters.json', `${JSON.stringify(characters, null, 2)}\n`);
