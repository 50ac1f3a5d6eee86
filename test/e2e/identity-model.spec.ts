import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agree } from '../support/identity-model/agreement.js';
import { logAgrees } from '../support/identity-model/log.js';
import { runs } from '../support/identity-model/runs.js';
import { IdentityWorld } from '../support/identity-model/world.js';
import { walk } from '../support/model/walk.js';

describe('persons, an operator, crashes and the clock in any order', () => {
  let world: IdentityWorld;
  beforeAll(() => {
    world = new IdentityWorld();
  });
  afterAll(() => world.dispose());

  it(
    'R1–R17, V4, V7 the identity app tells what a small model of the rules tells',
    async () => {
      const { steps } = await walk(
        {
          title: 'identity model',
          start: fc.constant(undefined),
          runs,
          begin: () => world.begin(),
          after: agree,
          end: logAgrees,
        },
        200,
      );
      expect(steps).toBeGreaterThan(0);
    },
    24 * 3_600_000,
  );
});
