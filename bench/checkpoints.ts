import { checkpointText } from '../src/application/transparency-log/checkpoint.js';
import { isAvailable, keyAlgorithms, makePrivateKey } from '../src/application/transparency-log/key-algorithms.js';
import { leafHash } from '../src/application/transparency-log/merkle.js';
import { isSignedByOne, noteKey, parseNote, signNote } from '../src/application/transparency-log/note.js';
import type { Row } from './table.js';

const origin = 'realname.example/log/6f0e2b9c-4a51-4f0d-9a55-0242ac120002/0';
const text = checkpointText({ origin, size: 20_852_163, root: leafHash('x'), extensions: [] });

/** What a key of ML-DSA-44 costs a checkpoint beside that of Ed25519, of one core; nothing where Node.js has none. */
export const checkpointFigures = (ms: number): Row[] => {
  if (!isAvailable('ml-dsa-44')) return [];
  const ed25519 = [makePrivateKey('ed25519')];
  const both = [makePrivateKey('ml-dsa-44'), ...ed25519];
  const [plain, signed] = [ed25519, both].map((keys) => signNote(text, origin, keys, 1)) as [string, string];
  const judging = (note: string, keys: typeof both) => {
    const known = keys.map((key) => noteKey(origin, key));
    return () => void isSignedByOne(parseNote(note), known);
  };
  const also = keyAlgorithms['ml-dsa-44'].title;
  return [
    compared(
      `sign a checkpoint by ${also} too; ${Buffer.byteLength(signed)} bytes`,
      `${Buffer.byteLength(plain)} bytes`,
      ms,
      [() => void signNote(text, origin, both, 1), () => void signNote(text, origin, ed25519, 1)],
    ),
    compared(`verify a checkpoint by ${also} too`, '', ms, [judging(signed, both), judging(plain, ed25519)]),
  ];
};

const compared = (name: string, size: string, ms: number, works: readonly [() => void, () => void]): Row => {
  const [both, ed25519] = works.map((work) => pace(work, ms / 5)) as [number, number];
  const floor = ['Ed25519 alone', `${Math.round(ed25519)}/s`, size].filter((each) => each !== '').join(', ');
  return { name, perSecond: both, ratio: both / ed25519, floor };
};

/** A second of the processor's time, so that others on the machine do not count. */
const pace = (work: () => void, ms: number): number => {
  const end = performance.now() + ms;
  const begun = process.cpuUsage();
  let done = 0;
  for (; performance.now() < end; done++) work();
  const { user, system } = process.cpuUsage(begun);
  return (done * 1_000_000) / (user + system);
};
