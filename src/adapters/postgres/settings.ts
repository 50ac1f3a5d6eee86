import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Keyring } from '../../application/core/keyring.js';
import type { Position } from '../../application/ports/event-store.js';
import { query } from '../postgres-server/query.js';

/** Writes a setting if it is not there yet, and returns what is there. */
const settle = async (pool: Pool, name: string, value: string): Promise<string> => {
  const kept = await settingOf(pool, name);
  if (kept !== undefined) return kept;
  await query(pool, 'insert into settings (name, value) values ($1, $2) on conflict (name) do nothing', [name, value]);
  return (await settingOf(pool, name))!;
};

const settingOf = async (pool: Pool, name: string): Promise<string | undefined> => {
  const { rows } = await query<{ value: string }>(pool, 'select value from settings where name = $1', [name]);
  return rows[0]?.value;
};

/**
 * The first start on a database leaves an HMAC made with the master key; later ones compare theirs.
 * @throws Error when the data was made with another master key
 */
export const assertSameMasterKey = async (pool: Pool, keyring: Keyring): Promise<void> => {
  const check = checkOf(keyring);
  if (Keyring.equal(await settle(pool, 'master-key-check', check), check)) return;
  throw new Error(
    'The data in this database was made with another master key: set MASTER_KEY, or restore the key file, to that one.',
  );
};

const checkOf = (keyring: Keyring): string => keyring.hmac('lookup', 'master key check');

/** Whether the data was made with this master key, or none was made yet. Changes nothing. */
export const madeWith = async (pool: Pool, keyring: Keyring): Promise<boolean> => {
  const { rows } = await query<{ value: string }>(
    pool,
    "select value from settings where name = 'master-key-check'",
    [],
  );
  return rows[0] === undefined || Keyring.equal(rows[0].value, checkOf(keyring));
};

/** Whether a certificate authority was noted on this database. */
export const hasAuthority = async (pool: Pool): Promise<boolean> => {
  const { rows } = await query(pool, "select from settings where name = 'certificate-authority'", []);
  return rows.length > 0;
};

/**
 * The first start on a database notes its certificate authority.
 * @param fingerprint SHA-256 of the CA's certificates
 * @throws Error when the CA is another one: certificates of the old one could be neither verified nor revoked
 */
export const assertSameAuthority = async (pool: Pool, fingerprint: string): Promise<void> => {
  if ((await settle(pool, 'certificate-authority', fingerprint)) === fingerprint) return;
  throw new AnotherAuthority();
};

const issuerPrefix = 'issuing-ca/';

/** Ids of the issuing CAs that were noted on this database. @throws DependencyUnavailable */
export const notedIssuers = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await query<{ id: string }>(
    pool,
    'select substr(name, length($1) + 1) as id from settings where starts_with(name, $1) order by name',
    [issuerPrefix],
  );
  return rows.map(({ id }) => id);
};

/** Notes issuing CAs with their certificates, so that an older copy of their keys is found out. @throws DependencyUnavailable */
export const noteIssuers = async (
  pool: Pool,
  issuers: readonly { readonly id: string; readonly certificate: string }[],
): Promise<void> => {
  await query(
    pool,
    'insert into settings (name, value) select * from unnest($1::text[], $2::text[]) on conflict (name) do nothing',
    [issuers.map(({ id }) => issuerPrefix + id), issuers.map(({ certificate }) => certificate)],
  );
};

/** DATA_DIR/pki is a copy of before a rotation: what was issued since could be neither verified nor revoked. */
export class OlderAuthority extends Error {
  constructor(missing: readonly string[]) {
    super(
      `DATA_DIR/pki is older than the last rotation of the authority, it lacks issuing CA ${missing.join(', ')}: restore a newer copy.`,
    );
    this.name = 'OlderAuthority';
  }
}

/** Certificates of the database's own authority could be neither verified nor revoked. */
export class AnotherAuthority extends Error {
  constructor() {
    super('The data in this database belongs to another certificate authority: restore DATA_DIR/pki from the backup.');
    this.name = 'AnotherAuthority';
  }
}

/**
 * The first start on a database notes the key of its transparency log.
 * @param fingerprints SHA-256 of the public keys, the first that the log had last
 * @throws Error when the noted one is not among them: whoever verifies by it would refuse what they sign
 */
export const assertSameTreeKey = async (pool: Pool, fingerprints: readonly string[]): Promise<void> => {
  if (fingerprints.includes(await settle(pool, 'transparency-log-key', fingerprints.at(-1)!))) return;
  throw new AnotherTreeKey();
};

/** Whether a key of the transparency log was noted on this database. */
export const hasTreeKey = async (pool: Pool): Promise<boolean> => {
  const { rows } = await query(pool, "select from settings where name = 'transparency-log-key'", []);
  return rows.length > 0;
};

/** Nobody who verifies by the database's own key would believe a checkpoint. */
export class AnotherTreeKey extends Error {
  constructor() {
    super(
      'The transparency log of this database was signed with another key: restore DATA_DIR/tlog, or set TLOG_KEY_FILE, to that one.',
    );
    this.name = 'AnotherTreeKey';
  }
}

/**
 * After which position events bear MACs, as the first start that wrote them noted it; undefined: all do.
 * @param head of the log as it is
 * @throws Error when the note was altered
 */
export const macsBeginAfter = async (
  pool: Pool,
  keyring: Keyring,
  head: Position | undefined,
): Promise<Position | undefined> => {
  return positionIn(await settle(pool, beginName, beginNote(keyring, head ?? '-')), keyring);
};

/** The same as it was noted, without noting anything: undefined before the first start with MACs. @throws Error */
export const macsBegan = async (
  pool: Pool,
  keyring: Keyring,
): Promise<{ readonly after: Position | undefined } | undefined> => {
  const { rows } = await query<{ value: string }>(pool, 'select value from settings where name = $1', [beginName]);
  return rows[0] && { after: positionIn(rows[0].value, keyring) };
};

const beginName = 'event-macs-begin-after';
const beginNote = (keyring: Keyring, position: string): string =>
  `${position} ${keyring.hmac('event', 'MACs begin after', position)}`;

const positionIn = (note: string, keyring: Keyring): Position | undefined => {
  const [position = ''] = note.split(' ', 1);
  if (!Keyring.equal(note, beginNote(keyring, position))) throw new Error(`settings: ${beginName} was altered`);
  return position === '-' ? undefined : position;
};

/**
 * The first start on a database marks it as the sandbox's or as a real one.
 * @throws Error when it is the other kind: sandbox data is no evidence, and a sandbox shows every code that is sent
 */
export const assertSandbox = async (pool: Pool, sandbox: boolean): Promise<void> => {
  const mode = sandbox ? 'sandbox' : 'real';
  const kept = await settle(pool, 'mode', mode);
  if (kept === mode) return;
  throw new Error(
    sandbox
      ? 'The data in this database was made with real providers: configure them, or use another database for a sandbox.'
      : 'The data in this database was made in a sandbox: use another database for real providers.',
  );
};

/** Names the log of this database, for Consistency-Tokens: a random UUID made at the first start. */
export const logIdentity = (pool: Pool): Promise<string> => settle(pool, 'log-identity', randomUUID());

/**
 * How it stands with the people of the sandbox: `missing` from a first start on an empty log until all are made; `none` on
 * a log that was begun without them.
 * @param empty whether the log is
 */
export const peopleOf = async (pool: Pool, empty: boolean): Promise<'missing' | 'made' | 'none'> =>
  (await settle(pool, 'sandbox-people', empty ? 'missing' : 'none')) as 'missing' | 'made' | 'none';

/** Whether they are there, at a start that did not ask for them too. */
export const peopleAreThere = async (pool: Pool): Promise<boolean> =>
  (await query(pool, "select 1 from settings where name = 'sandbox-people' and value = 'made'", [])).rows.length > 0;

export const peopleAreMade = async (pool: Pool): Promise<void> => {
  await query(pool, "update settings set value = 'made' where name = 'sandbox-people'", []);
};
