export interface FacePerson {
  readonly name: string;
  readonly idNumber: string;
}

/**
 * A liveness flow that the person now goes through at the provider. `token` opens it in the client; by `providerReference`
 * the server asks for its outcome.
 */
export interface FaceFlow {
  readonly provider: string;
  readonly url: string;
  readonly token: string;
  readonly providerReference: string;
}

export interface FaceOutcome {
  readonly matched: boolean;
  readonly scoreBand: 'low' | 'medium' | 'high';
  readonly providerReference: string;
}

/** What a client may bring itself where the provider is the sandbox's; it proves nothing elsewhere (R16). */
export interface FaceEvidence {
  /** An outcome by name, e.g. `sandbox:match`. */
  readonly providerTicket?: string;
  /** Base64. */
  readonly image?: string;
}

/** Compares a living face with that of an ID card, by a provider's flow whose outcome the server fetches itself (R16). */
export abstract class FaceVerifier {
  /**
   * Begins a flow. Nobody is named for a person who is unknown here: it looks the same and never matters.
   * @param returnState goes with `faceVerificationId` to the browser that went through the flow, as parameters of the
   * address that it is led back to, and to nobody else: it must not show in what this answers
   * @throws DependencyUnavailable
   */
  abstract start(faceVerificationId: string, person: FacePerson | undefined, returnState: string): Promise<FaceFlow>;
  /** Undefined while the person has not gone through the flow. @throws DependencyUnavailable */
  abstract outcome(providerReference: string): Promise<FaceOutcome | undefined>;
  /** Undefined where evidence of the client's is not listened to. @throws DependencyUnavailable */
  abstract judge(evidence: FaceEvidence): Promise<FaceOutcome | undefined>;
}

/** The address that a browser is led back to after a flow. */
export const returnAddress = (redirectUrl: string, faceVerificationId: string, returnState: string): string => {
  const address = new URL(redirectUrl);
  address.searchParams.set('faceVerificationId', faceVerificationId);
  address.searchParams.set('returnState', returnState);
  return address.href;
};
