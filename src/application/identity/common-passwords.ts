/** Passwords that many people choose and guessers try first (V6), whatever the case. Does not change while the service runs. */
export class CommonPasswords {
  /** @param passwords in small letters */
  constructor(private readonly passwords: ReadonlySet<string>) {}

  has = (password: string): boolean => this.passwords.has(password.toLowerCase());
}
