import { Client, clientOptions } from './client.js';
import { orUnavailable } from './errors.js';
import { backendOf } from './session.js';

/**
 * Refuses a connection pooler that shares sessions, as pgbouncer does in transaction and statement mode: advisory locks,
 * LISTEN and settings hang on the session.
 * @throws DependencyUnavailable; Error with a message for the operator
 */
export const assertOwnSessions = (url: string, name: string): Promise<void> =>
  orUnavailable(async () => {
    const [one, other] = [new Client(clientOptions(url, name)), new Client(clientOptions(url, name))];
    try {
      await one.connect();
      await other.connect();
      // A shared session goes to whoever asks next, or, where they take turns, not to the same one again.
      const backends = [await backendOf(one), await backendOf(one), await backendOf(other)];
      if (backends[0] === backends[1] && backends[1] !== backends[2]) return;
      throw new Error(
        'DATABASE_URL: the connection pooler shares sessions between clients. Give this database pool_mode = session, or name the server itself.',
      );
    } finally {
      await Promise.allSettled([one.end(), other.end()]);
    }
  });
