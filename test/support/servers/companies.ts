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

/** The identity app as it is configured, but for what a test changes; answers the file, for IDENTITY_FILE. */
export const identityWith = async (folder: string, change: object): Promise<string> => {
  const configured = JSON.parse(await readFile('identity/configuration.json', 'utf8'));
  const file = join(folder, 'identity');
  await writeFile(file, JSON.stringify({ ...configured, ...change }));
  return file;
};
