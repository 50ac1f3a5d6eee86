import { unzipSync } from 'fflate';
import type { Files } from './archive.js';
import type { Bytes } from './bytes.js';

/** The members of a ZIP, in this thread: the page's policy allows no worker of a made-up address. @throws Error for what is none */
export const unzipped = async (file: Blob): Promise<Files> =>
  new Map(
    Object.entries(unzipSync(new Uint8Array(await file.arrayBuffer()))).map(([path, bytes]) => [path, bytes as Bytes]),
  );
