import { afterAll, afterEach, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { SignedIn } from '../people/journey.js';
import { company, nextPerson, service, startOwnService } from '../servers/own-service.js';
import { RunningService } from '../servers/running-service.js';
import { FuturesApp } from './futures-phone.js';
import { launchBrowser, Phone, type PhoneOptions } from './phone.js';
import { StaffDesk } from './staff-desk.js';

const browser = (await launchBrowser()) as Browser;
const opened: Phone[] = [];

/** Tests of screens on one service and in one browser; skipped where there is no browser. Each test's phones go with it. */
export const describeScreens = (
  name: string,
  tests: () => void,
  environment?: Parameters<typeof startOwnService>[1],
): void =>
  (browser ? describe : describe.skip)(name, () => {
    startOwnService(RunningService, environment);
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((phone) => phone.close()));
    });
    afterAll(() => browser?.close());
    tests();
  });

export const openPhone = async (options: PhoneOptions = {}): Promise<Phone> => {
  const phone = await Phone.of(browser, service.url, options);
  opened.push(phone);
  return phone;
};

/** A desk at which a person of the sandbox's issuer, such as `agent-1`, has signed in. */
export const openDesk = async (path: string, person: string, options: PhoneOptions = {}): Promise<StaffDesk> => {
  const screen = await openPhone({ width: 1200, ...options });
  return StaffDesk.signIn(screen, path, person);
};

/** A customer of the company, signed in by calls, and the app on a phone that is not. */
export const arrival = async (): Promise<{ readonly app: FuturesApp; readonly me: SignedIn }> => {
  const customer = await company.customer(nextPerson());
  return { app: new FuturesApp(await openPhone(), customer), me: await customer.signIn() };
};

/** Whoever does not see the screen can use it, and nothing of it lies outside. */
export const isSound = async (screen: Phone): Promise<void> =>
  expect([await screen.axe(), await screen.overflows()]).toEqual([[], false]);
