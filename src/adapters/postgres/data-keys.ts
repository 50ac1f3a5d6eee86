import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { type Keyring, masterWrapper } from '../../application/core/keyring.js';
import { openedForMs, ShortMemory } from '../../application/core/short-memory.js';
import { type DataKey, DataKeyDestroyed, DataKeys } from '../../application/ports/data-keys.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { query } from '../postgres-server/query.js';

interface KeyRow {
  readonly id: string;
  readonly subject: string;
  readonly wrapped: Buffer | null;
  /** Name of the key that wraps it. */
  readonly wrapper: string;
}

/**
 * Data keys wrapped by the master key, or by another that the setting `wrapping-key` names. An opened one serves for a minute of real time, so that another instance's
 * `destroy` is seen after a minute at most, and leaves memory soon after. What is left of a destroyed key is a row without bytes: a tombstone.
 */
export class PostgresDataKeys extends DataKeys {
  private readonly opened: ShortMemory<DataKey>;
  private readonly idOfSubject: ShortMemory<string>;

  /** @param monotonicMs a clock that only runs forwards; @param capacity opened keys held at most */
  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
    private readonly monotonicMs = () => performance.now(),
    capacity = 10_000,
  ) {
    super();
    this.opened = new ShortMemory(capacity, monotonicMs);
    this.idOfSubject = new ShortMemory(capacity, monotonicMs);
  }

  async of(subject: string): Promise<DataKey> {
    const cached = this.cached(this.idOfSubject.get(subject));
    if (cached) return cached;
    const askedAt = this.monotonicMs();
    const row = (await this.find('subject', subject)) ?? (await this.make(subject));
    if (!row.wrapped) throw new DataKeyDestroyed(subject);
    return this.open(row, row.wrapped, askedAt);
  }

  async byId(id: string): Promise<DataKey | undefined> {
    const cached = this.cached(id);
    if (cached) return cached;
    const askedAt = this.monotonicMs();
    const row = await this.find('id', id);
    return row?.wrapped ? this.open(row, row.wrapped, askedAt) : undefined;
  }

  async destroy(subject: string): Promise<void> {
    await query(
      this.pool,
      `insert into data_keys (id, subject, wrapped) values ($1, $2, null)
       on conflict (subject) do update set wrapped = null where data_keys.wrapped is not null`,
      [randomUUID(), subject],
    );
    this.forget(this.idOfSubject.get(subject));
  }

  private async find(column: 'id' | 'subject', value: string): Promise<KeyRow | undefined> {
    const { rows } = await query<KeyRow>(
      this.pool,
      `select id, subject, wrapped, wrapper from data_keys where ${column} = $1`,
      [value],
    );
    return rows[0];
  }

  /** Of parallel makers one wins; the others find its row. */
  private async make(subject: string): Promise<KeyRow> {
    const id = randomUUID();
    const wrapper = await currentWrapper(this.pool);
    const wrapped = wrapperOf(this.keyring, wrapper).seal('wrap', randomBytes(32), contextOf(id, subject));
    await query(
      this.pool,
      'insert into data_keys (id, subject, wrapped, wrapper) values ($1, $2, $3, $4) on conflict (subject) do nothing',
      [id, subject, wrapped, wrapper],
    );
    return (await this.find('subject', subject))!;
  }

  private open({ id, subject, wrapper }: KeyRow, wrapped: Buffer, askedAt: number): DataKey {
    const bytes = wrapperOf(this.keyring, wrapper).open('wrap', wrapped, contextOf(id, subject));
    const until = askedAt + openedForMs;
    const key = { id, subject, bytes };
    this.opened.set(id, key, 1, until);
    this.idOfSubject.set(subject, id, 1, until);
    return key;
  }

  private cached(id: string | undefined): DataKey | undefined {
    return id === undefined ? undefined : this.opened.get(id);
  }

  private forget(id: string | undefined): void {
    const key = this.cached(id);
    if (!key) return;
    this.opened.delete(key.id);
    this.idOfSubject.delete(key.subject);
  }
}

/** What the bytes of a data key are sealed for. */
export const contextOf = (id: string, subject: string) => `data-key/${id}/${subject}`;

/** Name of the key that wraps what is made now. */
export const currentWrapper = async (pool: Pool): Promise<string> => {
  const { rows } = await query<{ value: string }>(pool, "select value from settings where name = 'wrapping-key'", []);
  return rows[0]?.value ?? masterWrapper;
};

/** @throws DependencyUnavailable where this instance was not given the key: one that was can answer */
export const wrapperOf = ({ wrappers }: Keyring, name: string): Keyring => {
  const wrapper = wrappers.get(name);
  if (!wrapper) throw new DependencyUnavailable(`wrapping key ${name}`);
  return wrapper;
};
