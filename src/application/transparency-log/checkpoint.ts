import type { Hash } from './merkle.js';
import { NotANote } from './not-a-note.js';

/** A head of the tree, as C2SP tlog-checkpoint writes it. */
export interface Checkpoint {
  /** Names the log and its epoch. */
  readonly origin: string;
  /** Leaves of the tree. */
  readonly size: number;
  readonly root: Hash;
  /** Lines after these three, in an epoch that followed a loss: where the one before ended. */
  readonly extensions: readonly string[];
}

/** The text that is signed. */
export const checkpointText = ({ origin, size, root, extensions }: Checkpoint): string =>
  `${[origin, size, root.toString('base64'), ...extensions].join('\n')}\n`;

/** @param text of a note @throws NotANote */
export const parseCheckpoint = (text: string): Checkpoint => {
  const [origin, size, encoded, ...extensions] = text.split('\n');
  const root = Buffer.from(encoded ?? '', 'base64');
  const isWhole = extensions.pop() === '' && extensions.every((line) => line !== '');
  const isSize = /^(0|[1-9]\d{0,15})$/.test(size ?? '') && Number.isSafeInteger(Number(size));
  if (!origin || !isSize || root.length !== 32 || root.toString('base64') !== encoded || !isWhole)
    throw new NotANote('not a checkpoint');
  return { origin, size: Number(size), root, extensions };
};
