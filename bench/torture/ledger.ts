const documents = '(changeApplication|personalCertificate)';
const request = 'v1/futures/change-requests/:id';

/** What each acknowledged call promises to be in the log, once. */
const promises: readonly (readonly [call: RegExp, facts: readonly string[]])[] = [
  [/^PUT \/v1\/staff\/customers\/\d+\/\w+$/, ['CustomerImported']],
  [/^PUT \/v1\/staff\/customers\/\d+\/\w+\/photos\/\w+$/, ['PhotoFiled']],
  [/^POST \/v1\/futures\/change-requests$/, ['ProfileChangeRequestOpened']],
  [RegExp(`^POST /${request}/photos/\\w+/reuse$`), ['PhotoKept']],
  [RegExp(`^PUT /${request}/photos/\\w+$`), ['PhotoUploaded']],
  [RegExp(`^PUT /${request}/responsibility-letter$`), ['ResponsibilityLetterAgreed']],
  [RegExp(`^PUT /${request}/contact-phone$`), ['ContactPhoneProposed']],
  [/^POST \/v1\/futures\/video-verifications$/, ['VideoVerificationRequested']],
  [/^POST \/v1\/staff\/video-verifications\/next$/, ['VideoCallStarted']],
  [/^POST \/v1\/staff\/video-verifications\/:id\/verdict$/, ['VideoVerificationPassed']],
  [/^POST \/v1\/futures\/certificates$/, ['VerificationPassUsed', 'CertificateIssued']],
  [RegExp(`^GET /${request}/agreements/${documents}$`), ['AgreementShown']],
  [RegExp(`^PUT /${request}/agreements/${documents}/signature$`), ['AgreementSigned']],
  [RegExp(`^PUT /${request}/agreements/consent$`), ['AgreementsConsented']],
  [
    RegExp(`^POST /${request}/submission$`),
    [
      'ProfileChangeRequestSubmitted',
      'ProfileChangeRequestApproved',
      'ProfileChangeRequestApplied',
      'PhoneChanged',
      'PhotoFiled',
      'ChangeRequestApplied',
    ],
  ],
];

const factsOf = (call: string): readonly string[] => promises.find(([pattern]) => pattern.test(call))?.[1] ?? [];

export type Facts = ReadonlyMap<string, number>;

export const countOf = (types: readonly string[]): Facts =>
  new Map(Object.entries(Object.groupBy(types, (type) => type)).map(([type, all]) => [type, all!.length]));

export interface Difference {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** What was acknowledged to one customer, and of him. */
export class Ledger {
  /** The customer's video tickets, whose calls are acknowledged to the agent. */
  readonly tickets: string[] = [];
  private readonly promised: string[] = [];
  /** Of calls that were never answered: it may be there or not. */
  private readonly doubtful: string[] = [];

  acknowledge(call: string, status: number, body: string): void {
    if (status === 204 && call.endsWith('/next')) return;
    const facts = factsOf(call);
    this.promised.push(...facts);
    if (facts.includes('VideoVerificationRequested')) this.tickets.push(JSON.parse(body).id);
  }

  /** Nobody knows whether the call was done. */
  doubt(call: string): void {
    this.doubtful.push(...factsOf(call));
  }

  /** Takes over what was acknowledged to the agent about this customer's tickets. */
  absorb(calls: ReadonlyMap<string, Ledger>): void {
    for (const { promised, doubtful } of this.tickets.flatMap((ticket) => calls.get(ticket) ?? [])) {
      this.promised.push(...promised);
      this.doubtful.push(...doubtful);
    }
  }

  /** What the log holds less often, and more often, than was acknowledged. */
  compare(logged: readonly string[]): Difference {
    const promised = countOf(this.promised);
    const found = countOf(logged);
    const missing = (from: Facts, than: Facts) =>
      [...than].flatMap(([type, count]) => Array<string>(Math.max(0, count - (from.get(type) ?? 0))).fill(type));
    return { lost: missing(found, promised), doubled: missing(countOf([...this.promised, ...this.doubtful]), found) };
  }
}
