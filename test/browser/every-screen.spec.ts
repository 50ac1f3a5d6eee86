import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { belongsToItsTab, isDoneOnce, isFoundAgain, looksDifferent } from '../support/browser/disturbances/disturb.js';
import { futuresRows } from '../support/browser/disturbances/futures-rows.js';
import { identityRows } from '../support/browser/disturbances/identity-rows.js';
import { describeScreens } from '../support/browser/screen-tests.js';

const apps = { futures: futuresRows, identity: identityRows };

const routesOf = (app: string): readonly string[] => {
  const router = readFileSync(`web/src/${app}/router.ts`, 'utf8');
  return [...new Set([...router.matchAll(/\bname: '([\w-]+)'/g)].map(([, name]) => name!))].sort();
};

describeScreens(
  'every screen of a phone in another dress, reloaded, in two tabs, without a session and without a connection',
  () => {
    describe.each(Object.entries(apps))('of %s', (app, rows) => {
      it('has a row', () => {
        expect(Object.keys(rows).sort()).toEqual(routesOf(app));
      });

      it.each(Object.entries(rows))('%s', async (_name, arrive) => {
        const arrival = await arrive();
        await looksDifferent(arrival);
        await isFoundAgain(arrival);
        await belongsToItsTab(arrival);
        if (arrival.write) await isDoneOnce(arrival, arrival.write);
        expect(arrival.phone.complaints()).toEqual([]);
      });
    });
  },
);
