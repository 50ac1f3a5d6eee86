import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { auditRows } from '../support/browser/disturbances/audit-rows.js';
import { deskRows } from '../support/browser/disturbances/desk-rows.js';
import {
  belongsToItsTab,
  isDoneOnce,
  isFoundAgain,
  isReadOnceConnected,
  looksDifferent,
} from '../support/browser/disturbances/disturb.js';
import { operatorRows } from '../support/browser/disturbances/operator-rows.js';
import { describeScreens } from '../support/browser/screen-tests.js';

const pages = { desk: deskRows, operator: operatorRows, audit: auditRows };

const routesOf = (page: string): readonly string[] => {
  const router = readFileSync(`web/src/${page}/router.ts`, 'utf8');
  return [...new Set([...router.matchAll(/\bname: '([\w-]+)'/g)].map(([, name]) => name!))].sort();
};

describeScreens(
  'every screen of staff in another dress, reloaded, in two tabs, without a session and without a connection',
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
