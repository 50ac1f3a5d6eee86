import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  algorithmOf,
  type KeyAlgorithm,
  keyAlgorithms,
  makePrivateKey,
} from '../../../application/transparency-log/key-algorithms.js';
import { noteKey, parseVkey, vkeyOf } from '../../../application/transparency-log/note.js';
import { HeadsFile } from '../../witness/heads-file.js';
import { readSigningKey } from '../../witness/signing-key.js';
import { WitnessServer } from '../../witness/witness-server.js';

export interface WitnessOptions {
  /** Of the key, such as `witness.example/1`. */
  readonly name: string;
  /** Verifier keys of the logs that are witnessed. */
  readonly logs: readonly string[];
  /** Of the key; of whatever it is where it is there already, else Ed25519. */
  readonly algorithm: KeyAlgorithm | undefined;
  /** Folder of the key and of what was cosigned. */
  readonly directory: string;
  readonly host: string;
  readonly port: number;
}

/**
 * Serves a witness (C2SP tlog-witness) until it is interrupted. The key is made at the first start.
 * @throws Error with a message for the operator
 */
export const serveWitness = async (options: WitnessOptions): Promise<undefined> => {
  const { name, logs, algorithm, directory, host, port } = options;
  const known = Map.groupBy(logs.map(parseVkey), (key) => key.name);
  const key = await keyIn(directory, algorithm);
  const heads = await HeadsFile.open(join(directory, 'heads.json'));
  const told = (status: number, origin = '') =>
    process.stderr.write(`${new Date().toISOString()} ${status} ${origin}\n`);
  const server = new WitnessServer({ name, key, logs: known, heads, told });
  const url = await server.listen(host, port);
  process.stdout.write(`witness listens on ${url}\n  vkey  ${vkeyOf(noteKey(name, key, 'witness'))}\n`);
  for (const origin of known.keys()) process.stdout.write(`  log   ${origin}\n`);
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  await server.close();
};

const keyIn = async (directory: string, algorithm: KeyAlgorithm | undefined) => {
  const file = join(directory, 'key.pem');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (!(await readFile(file).catch(() => undefined))) {
    const privateKey = makePrivateKey(algorithm ?? 'ed25519');
    await writeFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { flag: 'wx', mode: 0o600 });
  }
  const key = await readSigningKey(file, 'the key of the witness');
  if (algorithm !== undefined && algorithmOf(key) !== algorithm)
    throw new Error(`--algorithm: ${file} is no key of ${keyAlgorithms[algorithm].title}: take another folder`);
  return key;
};
