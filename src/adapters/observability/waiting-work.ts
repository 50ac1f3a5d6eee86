import { X509Certificate } from 'node:crypto';
import type { CertificateAuthority } from '../../application/ports/certificate-authority.js';
import type { Clock } from '../../application/ports/clock.js';
import type { CrlNumbers } from '../../application/ports/crl-numbers.js';
import type { ReadModels } from '../../application/ports/read-models.js';
import { allRows } from '../../application/read-models/all-rows.js';
import { changeRequests, videoVerifications } from '../../application/read-models/models.js';
import type { Companies } from '../../application/shared/companies.js';
import { epochMs, type Instant, minute, plus, second, toInstant } from '../../domain/shared/instant.js';
import { keptFor } from '../resilience/kept-for.js';
import type { Metrics } from './metrics.js';

/** A timer that is due for longer than this is overdue: none takes so long to be looked for (milliseconds). */
export const overdueAfter = minute;

/** What people wait for, and dates that come nearer: what an operator is woken for. */
export class WaitingWork {
  constructor(
    private readonly readModels: ReadModels,
    /** How many timers of each process were due before an instant. */
    private readonly timersDueBefore: (
      instant: Instant,
    ) => Promise<readonly { readonly process: string; readonly timers: number }[]>,
    private readonly companies: Companies,
    private readonly authority: CertificateAuthority,
    private readonly crlNumbers: CrlNumbers,
    private readonly clock: Clock,
  ) {}

  addTo(metrics: Metrics): void {
    const branch = ['company', 'branch'] as const;
    metrics.gauge('realname_video_waiting', 'customers who wait for an agent', branch, async () =>
      (await this.queues()).map(({ labels, since }) => ({ labels, value: since.length })),
    );
    metrics.gauge('realname_video_oldest_wait_seconds', 'how long the first of them has waited', branch, async () =>
      (await this.queues()).map(({ labels, since }) => ({ labels, value: this.longest(since) })),
    );
    metrics.gauge('realname_review_oldest_seconds', 'how long the oldest submitted request waits', ['company'], () =>
      this.reviews(),
    );
    metrics.gauge('realname_timers_overdue', 'timers that are due for over a minute', ['process'], () =>
      this.overdueTimers(),
    );
    metrics.gauge('realname_crl_age_seconds', 'age of the newest revocation list', [], async () => {
      const issued = await this.crlNumbers.lastUpdate();
      return issued === undefined ? [] : [{ labels: {}, value: this.longest([issued]) }];
    });
    metrics.gauge('realname_ca_seconds_left', 'until a certificate of the authority ends', ['certificate'], () =>
      this.authorityEnds(),
    );
  }

  /** Two metrics are told from it. */
  private readonly queues = keptFor(second, () => this.waiting());

  /** Of every branch, also of those where nobody waits. */
  private async waiting() {
    const since = new Map<string, Instant[]>();
    const places = this.companies
      .all()
      .flatMap(({ code: company, branches }) => branches.map(({ code }) => ({ company, branch: code })));
    for await (const { row } of allRows(this.readModels, videoVerifications, { status: 'waiting' })) {
      if (row.state.is !== 'ticket') continue;
      const { companyCode, branchCode, requestedAt } = row.state;
      const place = `${companyCode}/${branchCode}`;
      since.set(place, [...(since.get(place) ?? []), requestedAt]);
    }
    return places.map((labels) => ({ labels, since: since.get(`${labels.company}/${labels.branch}`) ?? [] }));
  }

  private reviews() {
    return Promise.all(
      this.companies.all().map(async ({ code: company }) => {
        const since: Instant[] = [];
        const where = { companyCode: company, status: 'submitted' };
        for await (const { row } of allRows(this.readModels, changeRequests, where))
          if (row.state.is === 'opened' && row.state.submittedAt) since.push(row.state.submittedAt);
        return { labels: { company }, value: this.longest(since) };
      }),
    );
  }

  private async overdueTimers() {
    const overdue = await this.timersDueBefore(plus(this.clock.now(), -overdueAfter));
    return overdue.map(({ process, timers }) => ({ labels: { process }, value: timers }));
  }

  /** Of the issuing CAs the newest: the others end in their time, and issue nothing. */
  private async authorityEnds() {
    const [root] = this.authority.caPem.match(/-----BEGIN[\s\S]+?-----END CERTIFICATE-----/) ?? [];
    const ends = {
      root: root && toInstant(new X509Certificate(root).validToDate.getTime()),
      issuing: this.authority.issuers.at(-1)?.notAfter,
    };
    const now = epochMs(this.clock.now());
    return Object.entries(ends).flatMap(([certificate, end]) =>
      end ? [{ labels: { certificate }, value: (epochMs(end) - now) / second }] : [],
    );
  }

  /** Seconds since the first of `instants`; 0 for none. */
  private longest(instants: readonly Instant[]): number {
    const now = epochMs(this.clock.now());
    return Math.max(0, ...instants.map((instant) => (now - epochMs(instant)) / second));
  }
}
