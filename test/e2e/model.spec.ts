import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { agree } from '../support/model/agreement.js';
import { logAgrees } from '../support/model/log.js';
import { runs, start } from '../support/model/runs.js';
import { walk } from '../support/model/walk.js';
import { World } from '../support/model/world.js';

describe('customers, agents, reviewers, operators, crashes and the clock in any order', () => {
  let world: World;
  beforeAll(() => {
    world = new World();
  });
  afterAll(() => world.dispose());

  it(
    'F4, F5, F15, F19, F21–F29 the service tells what a small model of the rules tells',
    async () => {
      const { steps } = await walk(
        {
          title: 'futures model',
          start,
          runs,
          begin: ({ code }) => world.begin(code),
          after: agree,
          end: logAgrees,
        },
        150,
      );
      expect(steps).toBeGreaterThan(0);
    },
    24 * 3_600_000,
  );
});
