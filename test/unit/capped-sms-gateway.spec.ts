import { expect, it } from '@jest/globals';
import { CappedSmsGateway } from '../../src/adapters/observability/capped-sms-gateway.js';
import { Metrics } from '../../src/adapters/observability/metrics.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';
import { day } from '../../src/domain/shared/instant.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';
import { FakeGateway } from '../support/memory/sms-fixture.js';

it('V4 no more codes than may be sent on a day, for all numbers and instances; the next day begins anew', async () => {
  const clock = new ManualClock('2026-11-23T02:00:00.000Z');
  const [shortLived, gateway, metrics] = [new MemoryShortLived(clock), new FakeGateway(), new Metrics()];
  const instances = [1, 2].map(() => new CappedSmsGateway(gateway, 5, shortLived, clock, metrics));
  const sends = Array.from({ length: 8 }, (_, n) =>
    instances[n % 2]!.sendCode(`+861380013800${n}`, 'registration', '000000').then(
      () => 'sent',
      (error) => error instanceof DependencyUnavailable,
    ),
  );
  expect((await Promise.all(sends)).sort()).toEqual([...Array(5).fill('sent'), true, true, true].sort());
  expect(gateway.sent).toHaveLength(5);
  expect(await metrics.text()).toContain('realname_sms_total{purpose="registration",outcome="capped"} 3');
  clock.advance(day);
  await instances[0]!.sendCode('+8613800138000', 'registration', '000000');
  expect(gateway.sent).toHaveLength(6);
});
