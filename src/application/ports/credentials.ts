/**
 * Password hashes, outside the log: an event names its credential and never the hash. Keys are HMACs, hashes sealed.
 * A credential is stored before the event that names it, and counts only once that event stands.
 * @throws DependencyUnavailable from every method when the server does not answer
 */
export abstract class Credentials {
  /** Storing the same credential again replaces its hash. */
  abstract put(userId: string, credentialId: string, hash: string): Promise<void>;
  /** The hash of a stored credential; one that is deleted stays so. */
  abstract replace(userId: string, credentialId: string, hash: string): Promise<void>;
  abstract get(userId: string, credentialId: string): Promise<string | undefined>;
  abstract delete(userId: string, credentialId: string): Promise<void>;
  abstract deleteAll(userId: string): Promise<void>;
}
