/** What the authority compares (R3): of a resident ID card. */
export interface FourElements {
  readonly name: string;
  readonly idNumber: string;
  readonly validity: { readonly start: string; readonly end: string };
}

/** Whose records say who holds which ID card. */
export abstract class IdentityAuthority {
  /**
   * `not-found`: no such card yet, as with one that was renewed recently.
   * @throws DependencyUnavailable when it does not answer
   */
  abstract verify(elements: FourElements): Promise<'match' | 'mismatch' | 'not-found'>;
}
