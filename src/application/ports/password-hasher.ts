/** argon2id (V6), off the event loop and bounded, so that sign-ins do not starve the rest. */
export abstract class PasswordHasher {
  /** A PHC string with a salt of its own. @throws DependencyUnavailable when too many wait already, or it waited too long */
  abstract hash(password: string): Promise<string>;
  /** Without a hash a decoy is compared, at the same cost, and the answer is no (R8). @throws DependencyUnavailable as above */
  abstract verify(hash: string | undefined, password: string): Promise<boolean>;
  /** Whether `hash` would be made otherwise today: with other parameters, or by another version. */
  abstract isOutdated(hash: string): boolean;
}
