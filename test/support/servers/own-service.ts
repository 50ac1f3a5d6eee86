import { afterAll, beforeAll } from '@jest/globals';
import { Company } from '../people/journey.js';
import { RunningService } from './running-service.js';

/** The service of a test file, and company 0038 on it: there from the first `beforeAll` after `startOwnService` on. */
export let service: RunningService;
export let company: Company;

/** Starts it before the tests of this file, and removes it after them. */
export const startOwnService = (): void => {
  beforeAll(async () => {
    service = await RunningService.start();
    company = await Company.of(service);
  });
  afterAll(() => service?.dispose());
};

let people = 0;
/** A number for the next person of this file: none has it yet. */
export const nextPerson = (): number => ++people;
