/** Verdicts of EN 319 102-1, as `verify.mjs` of the archive says them. */
export type Verdict = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

/** Those of EN 319 102-1, and the archive's own: ERASED, NOT_IN_LOG, INCONSISTENT, FORMAT_V1. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'FORMAT_V1'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'NO_POE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'REVOKED'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'ERASED'
  | 'NOT_IN_LOG'
  | 'INCONSISTENT';

export interface Finding {
  readonly verdict: Exclude<Verdict, 'TOTAL-PASSED'>;
  readonly subIndication: SubIndication;
  /** The file, stream or part that it is about. */
  readonly about: string;
}

/** Ends the verification: nothing further can be relied upon. */
export class Refusal extends Error {}

/** What a verification finds wrong. */
export class Findings {
  readonly all: Finding[] = [];

  failed(subIndication: SubIndication, about: string): void {
    this.all.push({ verdict: 'TOTAL-FAILED', subIndication, about });
  }

  doubtful(subIndication: SubIndication, about: string): void {
    this.all.push({ verdict: 'INDETERMINATE', subIndication, about });
  }

  refuse(subIndication: SubIndication, about: string): never {
    this.failed(subIndication, about);
    throw new Refusal(subIndication);
  }
}

export const worst = (findings: readonly Finding[]): Verdict =>
  (['TOTAL-FAILED', 'INDETERMINATE'] as const).find((each) => findings.some(({ verdict }) => verdict === each)) ??
  'TOTAL-PASSED';
