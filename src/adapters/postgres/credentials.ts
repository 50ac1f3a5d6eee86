import type { Pool } from 'pg';
import type { Keyring } from '../../application/core/keyring.js';
import { Credentials } from '../../application/ports/credentials.js';
import { query } from '../postgres-server/query.js';

/** One row per credential: user and credential as HMACs, the hash sealed. */
export class PostgresCredentials extends Credentials {
  constructor(
    private readonly pool: Pool,
    private readonly keyring: Keyring,
  ) {
    super();
  }

  async put(userId: string, credentialId: string, hash: string): Promise<void> {
    const id = this.idOf(userId, credentialId);
    await query(
      this.pool,
      `insert into credentials (id, user_key, sealed) values ($1, $2, $3)
       on conflict (id) do update set sealed = excluded.sealed`,
      [id, this.userKey(userId), this.keyring.seal('credentials', Buffer.from(hash), id)],
    );
  }

  async replace(userId: string, credentialId: string, hash: string): Promise<void> {
    const id = this.idOf(userId, credentialId);
    const sealed = this.keyring.seal('credentials', Buffer.from(hash), id);
    await query(this.pool, 'update credentials set sealed = $2 where id = $1', [id, sealed]);
  }

  async get(userId: string, credentialId: string): Promise<string | undefined> {
    const id = this.idOf(userId, credentialId);
    const { rows } = await query<{ sealed: Buffer }>(this.pool, 'select sealed from credentials where id = $1', [id]);
    return rows[0] && this.keyring.open('credentials', rows[0].sealed, id).toString();
  }

  async delete(userId: string, credentialId: string): Promise<void> {
    await query(this.pool, 'delete from credentials where id = $1', [this.idOf(userId, credentialId)]);
  }

  async deleteAll(userId: string): Promise<void> {
    await query(this.pool, 'delete from credentials where user_key = $1', [this.userKey(userId)]);
  }

  private userKey = (userId: string) => this.keyring.hmac('credentials', 'user', userId);
  private idOf = (userId: string, credentialId: string) => this.keyring.hmac('credentials', 'id', userId, credentialId);
}
