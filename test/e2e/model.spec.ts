import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Company } from '../support/journey.js';
import { Model } from '../support/model.js';
import { type Real, steps } from '../support/model-commands.js';
import { RunningService } from '../support/running-service.js';

/** New sequences begin within this time; the last one is finished. */
const within = 20_000;

describe('customers, agents, reviewers, operators and the clock in any order', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start();
  });
  afterAll(() => service?.dispose());

  it('F15, F19, F21, F22 the service tells what a small model of the rules tells', async () => {
    const until = performance.now() + within;
    let people = 0;
    let done = 0;
    const arrive = async (code: string): Promise<Real> => {
      const company = await Company.of(service, code);
      const customer = await company.customer(++people, { contactPhone: '0755-1234533' });
      const me = await customer.signIn();
      return { service, company, me, serial: await me.certify(), pictures: people * 3 + 10 };
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('0038', '0039', '0039'), steps, async (code, commands) => {
        if (performance.now() > until) return;
        const model = new Model(code === '0038' ? 'automatic' : 'review');
        const real = await arrive(code);
        for (const command of commands) {
          if (!command.check(model)) continue;
          await command.run(model, real);
          done++;
        }
      }),
      { numRuns: 50 },
    );
    expect(done).toBeGreaterThan(30);
  }, 150_000);
});
