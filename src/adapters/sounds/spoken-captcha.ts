import type { CaptchaSound } from '../../application/ports/captcha-sound.js';
import characters from './spoken-characters.json' with { type: 'json' };
import { wav } from './wav.js';

const rate = 11_025;
/** Of full volume, so that both together do not clip. */
const [voiceVolume, babbleVolume, hissVolume] = [0.7, 0.12, 0.06];

const voices: ReadonlyMap<string, Int8Array> = new Map(
  Object.entries(characters).map(([character, base64]) => [character, new Int8Array(Buffer.from(base64, 'base64'))]),
);
const everyVoice = [...voices.values()];

const between = (least: number, most: number): number => least + (most - least) * Math.random();

/**
 * Each character at a speed, a pitch, a volume and after a pause of its own, over others spoken backwards and a hiss. The
 * work is the same for every text: one pass over six seconds at most.
 */
export class SpokenCaptcha implements CaptchaSound {
  async speak(text: string): Promise<Uint8Array> {
    const parts = [...text].map((character) => {
      const voice = voices.get(character);
      if (!voice) throw new TypeError('no character of a spoken captcha');
      return { voice, speed: between(0.85, 1.1), volume: between(0.75, 1) * voiceVolume, pause: between(0.4, 0.7) };
    });
    const length = parts.reduce((sum, { voice, speed, pause }) => sum + voice.length / speed + pause * rate, rate / 2);
    const sound = new Float32Array(Math.ceil(length)).map(() => between(-hissVolume, hissVolume));
    babble(sound);
    let at = 0;
    for (const { voice, speed, volume, pause } of parts) {
      at += Math.floor(pause * rate);
      at += mix(sound, voice, { at, speed, volume });
    }
    return wav(sound, rate);
  }
}

const babble = (sound: Float32Array): void => {
  for (let at = 0; at < sound.length; ) {
    const voice = everyVoice[Math.floor(Math.random() * everyVoice.length)]!;
    at += mix(sound, voice.toReversed(), { at, speed: between(0.7, 1.3), volume: between(0.6, 1) * babbleVolume });
  }
};

/** @returns how many samples long it is */
const mix = (
  sound: Float32Array,
  voice: Int8Array,
  { at, speed, volume }: { readonly at: number; readonly speed: number; readonly volume: number },
): number => {
  const length = Math.floor(voice.length / speed);
  for (let i = 0; i < length && at + i < sound.length; i++)
    sound[at + i]! += (voice[Math.floor(i * speed)]! / 128) * volume;
  return length;
};
