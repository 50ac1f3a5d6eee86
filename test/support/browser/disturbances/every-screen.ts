import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { describeScreens } from '../screen-tests.js';
import { belongsToItsTab, isDoneOnce, isFoundAgain, isReadOnceConnected, looksDifferent } from './disturb.js';
import type { ScreenRows } from './screen-row.js';

const routesOf = (page: string): readonly string[] => {
  const router = readFileSync(`web/src/${page}/router.ts`, 'utf8');
  return [...new Set([...router.matchAll(/\bname: '([\w-]+)'/g)].map(([, name]) => name!))].sort();
};

/** Each route of the pages has a row, and stands what is done to it. */
export const describeEveryScreen = (of: string, pages: Readonly<Record<string, ScreenRows>>): void =>
  describeScreens(
    `every screen ${of} in another dress, reloaded, in two tabs, without a session and without a connection`,
    () => {
      describe.each(Object.entries(pages))('of %s', (page, rows) => {
        it('has a row', () => {
          expect(Object.keys(rows).sort()).toEqual(routesOf(page));
        });

        it.each(Object.entries(rows))('%s', async (_name, arrive) => {
          const arrival = await arrive();
          await looksDifferent(arrival);
          await isFoundAgain(arrival);
          await isReadOnceConnected(arrival);
          await belongsToItsTab(arrival);
          if (arrival.write) await isDoneOnce(arrival, arrival.write);
          expect(arrival.phone.complaints()).toEqual([]);
        });
      });
    },
  );
