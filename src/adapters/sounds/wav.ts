/** A WAV file of one channel, 8 bits a sample. @param sound from -1 to 1; what is beyond is cut */
export const wav = (sound: Float32Array, samplesPerSecond: number): Uint8Array => {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20); // PCM
  head.writeUInt16LE(1, 22); // channels
  head.writeUInt32LE(samplesPerSecond, 24);
  head.writeUInt32LE(samplesPerSecond, 28); // bytes a second
  head.writeUInt16LE(1, 32); // bytes a sample
  head.writeUInt16LE(8, 34); // bits a sample
  head.write('data', 36);
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, Buffer.from(new Uint8ClampedArray(sound.map((each) => 128 + 127 * each)).buffer)]);
};
