import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';
import { DomainError } from '../../../src/domain/shared/domain-error.js';
import { second } from '../../../src/domain/shared/instant.js';
import type { Lost } from '../../support/memory/outage.js';
import { inPassingTime } from '../../support/passing-time.js';
import { futuresUses } from './futures.js';
import { identityUses } from './identity.js';
import { type Use, World } from './world.js';

const verdict = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof DomainError) return error.code;
      if (error instanceof DependencyUnavailable) return 'away';
      throw error;
    },
  );

/** A command during which every server goes away at its `call`th call; then, with all of them back, it or another one. */
const aroundOutage = async ({ prepare }: Use, call: number, lost: Lost, next: 'repeat' | 'another') => {
  const world = new World();
  const send = await prepare(world);
  const command = world.context();
  world.outage.begin(call, lost);
  const during = await verdict(send(command));
  const happened = world.outage.end();
  await jest.advanceTimersByTimeAsync(second);
  await world.background.settled();
  const after = await inPassingTime(verdict(send(next === 'repeat' ? { ...command, written: {} } : world.context())));
  return { happened, during, after };
};

const uses = [...futuresUses, ...identityUses];

describe('what serves one command', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterAll(() => {
    jest.useRealTimers();
  });

  describe.each(uses)('$name', (use) => {
    it.each(['before', 'after'] as const)('V4.1 stays good when the servers go away %s any call', async (lost) => {
      for (let call = 1; ; call++) {
        const repeat = await aroundOutage(use, call, lost, 'repeat');
        const another = await aroundOutage(use, call, lost, 'another');
        if (!repeat.happened) {
          expect(repeat).toMatchObject({ during: 'done', after: 'done' });
          expect(call).toBeGreaterThan(5);
          return;
        }
        expect({ call, ...repeat }).toMatchObject({ call, after: 'done' });
        const allowed = another.during === 'away' ? ['done', ...(use.stands ?? [])] : [use.spent];
        expect(allowed).toContain(another.after);
      }
    });

    it('V4.1 serves one of two commands, and its repeats', async () => {
      const world = new World();
      const send = await use.prepare(world);
      const [mine, other] = [world.context(), world.context()];
      expect(await verdict(send(mine))).toBe('done');
      expect(await verdict(send({ ...mine, written: {} }))).toBe('done');
      expect(await verdict(send(other))).toBe(use.spent);
    });
  });
});
