import { beforeAll, describe, expect, it } from '@jest/globals';
import { Metrics } from '../../src/adapters/observability/metrics.js';
import { WaitingWork } from '../../src/adapters/observability/waiting-work.js';
import type { CertificateAuthority, IssuingAuthority } from '../../src/application/ports/certificate-authority.js';
import type { CrlNumbers } from '../../src/application/ports/crl-numbers.js';
import type { AnyReadModel, ReadModels, Where } from '../../src/application/ports/read-models.js';
import type { Companies } from '../../src/application/shared/companies.js';
import { hour, type Instant, minute, plus } from '../../src/domain/shared/instant.js';
import { ManualClock } from '../support/memory/manual-clock.js';

const now = '2026-11-22T08:00:00.000Z';
const ago = (ms: number) => plus(now, -ms);

const waits = (companyCode: string, branchCode: string, requestedAt: string) => ({
  state: { is: 'ticket', status: 'waiting', companyCode, branchCode, requestedAt },
});
const submitted = (submittedAt: string) => ({ state: { is: 'opened', status: 'submitted', submittedAt } });

describe('metrics of what people wait for', () => {
  let lines: string[];
  let asked: Instant[];
  const rows = (model: AnyReadModel, { status, companyCode }: Where): readonly object[] => {
    if (model.name === 'video_verification' && status === 'waiting')
      return [waits('0038', '001', ago(minute)), waits('0038', '001', ago(5 * minute)), waits('0039', '002', now)];
    if (model.name === 'change_request' && status === 'submitted' && companyCode === '0039')
      return [submitted(ago(hour)), submitted(ago(3 * hour))];
    return [];
  };

  beforeAll(async () => {
    asked = [];
    const branches = [
      { code: '001', name: 'one' },
      { code: '002', name: 'two' },
    ];
    const find = async (model: AnyReadModel, where: Where) => ({
      items: rows(model, where).map((row, key) => ({ key: String(key), row, cursor: '' })),
      next: null,
    });
    const timersDueBefore = async (instant: Instant) => {
      asked.push(instant);
      return [{ process: 'expire-requests', timers: 3 }];
    };
    const metrics = new Metrics();
    new WaitingWork(
      { find } as unknown as ReadModels,
      timersDueBefore,
      { all: () => ['0038', '0039'].map((code) => ({ code, branches })) } as unknown as Companies,
      { caPem: '', issuers: [] as readonly IssuingAuthority[] } as CertificateAuthority,
      { lastUpdate: async () => ago(2 * hour) } as CrlNumbers,
      new ManualClock(now),
    ).addTo(metrics);
    lines = (await metrics.text()).split('\n');
  });

  it('F25 who waits in each branch, and how long the first of them has', () => {
    expect(lines).toContain('realname_video_waiting{company="0038",branch="001"} 2');
    expect(lines).toContain('realname_video_waiting{company="0038",branch="002"} 0');
    expect(lines).toContain('realname_video_oldest_wait_seconds{company="0038",branch="001"} 300');
    expect(lines).toContain('realname_video_oldest_wait_seconds{company="0039",branch="002"} 0');
  });

  it('F22 the oldest submitted request of each company', () => {
    expect(lines).toContain('realname_review_oldest_seconds{company="0039"} 10800');
    expect(lines).toContain('realname_review_oldest_seconds{company="0038"} 0');
  });

  it('timers that are due for over a minute by the service’s clock', () => {
    expect(lines).toContain('realname_timers_overdue{process="expire-requests"} 3');
    expect(asked).toEqual([ago(minute)]);
  });

  it('F28 the age of the revocation list', () => {
    expect(lines).toContain('realname_crl_age_seconds 7200');
  });
});
