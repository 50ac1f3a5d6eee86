import { Injectable } from '@nestjs/common';
import type { DigitalCertificate } from '../../../domain/digital-certificate/decider.js';
import type { RevocationReason } from '../../../domain/digital-certificate/events.js';
import { hour, type Instant, latest, plus } from '../../../domain/shared/instant.js';
import { CertificateAuthority, type CrlReason, type RevokedCertificate } from '../../ports/certificate-authority.js';
import { Clock } from '../../ports/clock.js';
import { CrlNumbers } from '../../ports/crl-numbers.js';
import { ReadModels } from '../../ports/read-models.js';
import { allRows } from '../../read-models/all-rows.js';
import { certificates } from '../../read-models/models.js';

/** How long a list may be relied upon. */
const lifetime = 24 * hour;
/** A list is issued anew at half its life, so that nobody is handed one that is about to end. */
const renewedAfter = lifetime / 2;

/** What is on the list of each issuing CA, by its id. */
type Lists = Readonly<Record<string, readonly RevokedCertificate[]>>;

interface Issued {
  readonly name: string;
  readonly thisUpdate: Instant;
  /** The list of each issuing CA, DER, by its id. */
  readonly crls: ReadonlyMap<string, Uint8Array>;
}

/**
 * The revocation lists (F28), one of each issuing CA that is valid, kept until the read side announces a change of
 * certificates, an issuing CA comes or ends, or half their life is over: what anybody may ask for costs nothing while nothing
 * changed, and one pass over the rows when something did. They are issued together, under one number.
 */
@Injectable()
export class RevocationList {
  private kept: Issued | undefined;
  private making: Promise<Issued> | undefined;
  /** Signed once: the same number and content are the same bytes. */
  private signed: Issued | undefined;
  private changes = 0;
  private listening = false;

  constructor(
    private readonly readModels: ReadModels,
    private readonly authority: CertificateAuthority,
    private readonly numbers: CrlNumbers,
    private readonly clock: Clock,
  ) {}

  /**
   * The current CRL of an issuing CA, DER: issued anew at each revocation and at half its life, with a higher number.
   * @returns undefined where the issuing CA is none of ours, or is not valid now
   */
  async current(issuer = this.authority.issuers[0]?.id): Promise<Uint8Array | undefined> {
    const { crls } = await this.all();
    return issuer === undefined ? undefined : crls.get(issuer);
  }

  /** The list of a certificate's issuer, DER, also where the authority publishes its own. @param certificate PEM @throws DependencyUnavailable */
  async of(certificate: string): Promise<Uint8Array | undefined> {
    const { publication } = this.authority;
    return publication ? publication.crl(certificate) : this.current(this.authority.issuerOf(certificate));
  }

  private async all(): Promise<Issued> {
    this.listen();
    // One that was under way may have begun before the change that the caller knows of.
    if (!this.isKept()) await this.making?.catch(() => {});
    if (this.isKept()) return this.kept!;
    this.making ??= this.make().finally(() => {
      this.making = undefined;
    });
    return this.making;
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    this.readModels.onChange((changes) => {
      if (changes !== 'unknown' && changes.every(({ model }) => model !== certificates.name)) return;
      this.changes++;
      this.kept = undefined;
    });
  }

  private isKept(): boolean {
    const now = this.clock.now();
    const { thisUpdate, crls } = this.kept ?? {};
    if (thisUpdate === undefined || thisUpdate > now || now >= plus(thisUpdate, renewedAfter)) return false;
    const valid = this.validIssuers(now);
    return valid.length === crls?.size && valid.every((id) => crls.has(id));
  }

  private validIssuers(now: Instant): readonly string[] {
    if (this.authority.publication) return [];
    return this.authority.issuers.flatMap(({ id, notBefore, notAfter }) =>
      notBefore <= now && now < notAfter ? [id] : [],
    );
  }

  private async make(): Promise<Issued> {
    const { changes } = this;
    const now = this.clock.now();
    const lists = await this.lists(now);
    const content = JSON.stringify(lists);
    const { number, thisUpdate } = await this.numbers.current(content, now, renewedAfter);
    // A database that lost its end gives a number once more.
    const name = `${number} ${thisUpdate} ${content}`;
    if (this.signed?.name !== name) {
      const crls = new Map<string, Uint8Array>();
      const times = { number, thisUpdate, nextUpdate: plus(thisUpdate, lifetime) };
      for (const [issuer, revoked] of Object.entries(lists))
        crls.set(issuer, await this.authority.crl(issuer, { ...times, revoked }));
      this.signed = { name, thisUpdate, crls };
    }
    if (changes === this.changes) this.kept = this.signed;
    return this.signed;
  }

  /** Without those that were on a list issued after they had expired (RFC 5280 §3.3). */
  private async lists(now: Instant): Promise<Lists> {
    const issued = (await this.numbers.lastUpdate()) ?? now;
    const last = issued < now ? issued : now;
    const lists = new Map<string | undefined, RevokedCertificate[]>(this.validIssuers(now).map((id) => [id, []]));
    for await (const { row } of allRows(this.readModels, certificates, { revoked: 'yes' })) {
      const { state } = row;
      const entry = entryOf(state, last);
      if (entry && state.is === 'issued') lists.get(this.authority.issuerOf(state.certificate))?.push(entry);
    }
    for (const list of lists.values()) list.sort((a, b) => (a.serial < b.serial ? -1 : 1));
    return Object.fromEntries(lists);
  }
}

/** None while it is not revoked, nor once a list later than its end has had it. @param last when the last list was issued */
const entryOf = (state: DigitalCertificate, last: Instant): RevokedCertificate | undefined => {
  if (state.is !== 'issued' || !state.revoked) return undefined;
  const { at, reason } = state.revoked;
  if (latest(state.notAfter, at) < last) return undefined;
  return { serial: state.serial, revokedAt: at, reason: crlReasons[reason] };
};

export const crlReasons: { readonly [R in RevocationReason]: CrlReason } = {
  lost: 'keyCompromise',
  locked: 'cessationOfOperation',
  superseded: 'superseded',
};
