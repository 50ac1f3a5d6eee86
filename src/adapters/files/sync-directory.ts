import { open } from 'node:fs/promises';

/** Names that files were given or lost in a directory are on the disk when it resolves. */
export const syncDirectory = async (directory: string): Promise<void> => {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
