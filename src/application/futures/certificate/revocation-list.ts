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

interface Issued {
  readonly name: string;
  readonly thisUpdate: Instant;
  readonly crl: Uint8Array;
}

/**
 * The revocation list (F28), kept until the read side announces a change of certificates or half its life is over: what
 * anybody may ask for costs nothing while nothing changed, and one pass over the rows when something did.
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

  /** The current CRL, DER: issued anew at each revocation and at half its life, with a higher number. */
  async current(): Promise<Uint8Array> {
    this.listen();
    // One that was under way may have begun before the change that the caller knows of.
    if (!this.isKept()) await this.making?.catch(() => {});
    if (this.isKept()) return this.kept!.crl;
    this.making ??= this.make().finally(() => {
      this.making = undefined;
    });
    return (await this.making).crl;
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
    const { thisUpdate } = this.kept ?? {};
    return thisUpdate !== undefined && thisUpdate <= now && now < plus(thisUpdate, renewedAfter);
  }

  private async make(): Promise<Issued> {
    const { changes } = this;
    const now = this.clock.now();
    const revoked = await this.revoked(now);
    const content = JSON.stringify(revoked);
    const { number, thisUpdate } = await this.numbers.current(content, now, renewedAfter);
    // A database that lost its end gives a number once more.
    const name = `${number} ${thisUpdate} ${content}`;
    if (this.signed?.name !== name) {
      const list = { number, thisUpdate, nextUpdate: plus(thisUpdate, lifetime), revoked };
      this.signed = { name, thisUpdate, crl: await this.authority.crl(list) };
    }
    if (changes === this.changes) this.kept = this.signed;
    return this.signed;
  }

  /** Without those that were on a list issued after they had expired (RFC 5280 §3.3). */
  private async revoked(now: Instant): Promise<readonly RevokedCertificate[]> {
    const issued = (await this.numbers.lastUpdate()) ?? now;
    const last = issued < now ? issued : now;
    const list: RevokedCertificate[] = [];
    for await (const { row } of allRows(this.readModels, certificates, { revoked: 'yes' }))
      list.push(...entryOf(row.state, last));
    return list.sort((a, b) => (a.serial < b.serial ? -1 : 1));
  }
}

/** None while it is not revoked, nor once a list later than its end has had it. @param last when the last list was issued */
const entryOf = (state: DigitalCertificate, last: Instant): RevokedCertificate[] => {
  if (state.is !== 'issued' || !state.revoked) return [];
  const { at, reason } = state.revoked;
  if (latest(state.notAfter, at) < last) return [];
  return [{ serial: state.serial, revokedAt: at, reason: crlReasons[reason] }];
};

export const crlReasons: { readonly [R in RevocationReason]: CrlReason } = {
  lost: 'keyCompromise',
  locked: 'cessationOfOperation',
  superseded: 'superseded',
};
