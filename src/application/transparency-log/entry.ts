import { createHash } from 'node:crypto';
import type { StoredEvent } from '../ports/event-store.js';

/** What the entry of an event is made of. `raw` has data and metadata as the JSON texts that are stored. */
export type Entered = Pick<StoredEvent, 'id' | 'stream' | 'revision' | 'type' | 'raw'>;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The entry of an event in the transparency log: seven lines of UTF-8, each with a newline at its end. Data and metadata are
 * in it as the SHA-256, in hexadecimal, of the bytes that are stored: personal fields sealed, so that destroying a data key
 * changes no entry (P2).
 */
export const entryOf = ({ id, stream, revision, type, raw }: Entered): string =>
  `realname event v1\n${id}\n${stream}\n${revision}\n${type}\n${digest(raw.data)}\n${digest(raw.metadata)}\n`;

/** An entry bundle (C2SP tlog-tiles): each entry after its length, big-endian in two bytes. */
export const formatBundle = (entries: readonly string[]): Buffer =>
  Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(bytes.length);
      return [length, bytes];
    }),
  );
