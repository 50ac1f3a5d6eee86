import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Companies as they are configured, but for what a test changes in some of them; answers `folder`, for COMPANIES_DIR. */
export const companiesWith = async (
  folder: string,
  change: object,
  changed: readonly string[] = ['0038'],
): Promise<string> => {
  for (const code of ['0038', '0039']) {
    const company = JSON.parse(await readFile(join('companies', `${code}.json`), 'utf8'));
    const own = changed.includes(code) ? { ...company, ...change } : company;
    await writeFile(join(folder, `${code}.json`), JSON.stringify(own));
  }
  return folder;
};
