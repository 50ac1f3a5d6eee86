export interface FacePerson {
  readonly name: string;
  readonly idNumber: string;
}

/** A liveness flow that the person now goes through at the provider, and how the server will ask for its outcome. */
export interface FaceFlow {
  readonly provider: string;
  readonly url: string;
  readonly token: string;
  readonly reference: string;
}

export interface FaceOutcome {
  readonly matched: boolean;
  readonly scoreBand: 'low' | 'medium' | 'high';
  readonly reference: string;
}

/** What a client may bring itself where the provider is the sandbox's; it proves nothing elsewhere (R16). */
export interface FaceEvidence {
  readonly providerTicket?: string;
  /** Base64. */
  readonly image?: string;
}

/** Compares a living face with that of an ID card, by a provider's flow whose outcome the server fetches itself (R16). */
export abstract class FaceVerifier {
  /**
   * Begins a flow. Nobody is named for a person who is unknown here: it looks the same and never matters.
   * @throws DependencyUnavailable
   */
  abstract start(verificationId: string, person: FacePerson | undefined): Promise<FaceFlow>;
  /** Undefined while the person has not gone through the flow. @throws DependencyUnavailable */
  abstract outcome(reference: string): Promise<FaceOutcome | undefined>;
  /** Undefined where evidence of the client's is not listened to. @throws DependencyUnavailable */
  abstract judge(evidence: FaceEvidence): Promise<FaceOutcome | undefined>;
}
