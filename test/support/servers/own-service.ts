import { afterAll, beforeAll } from '@jest/globals';
import { Company } from '../people/journey.js';
import { RunningProcess, RunningService } from './running-service.js';

/** The service of a test file, and company 0038 on it: there from the first `beforeAll` after `startOwnService` on. */
export let service: RunningService;
export let company: Company;

export type ServiceKind = typeof RunningService | typeof RunningProcess;

/** Starts it before the tests of this file, and removes it after them. @param environment its settings */
export const startOwnService = (
  kind: ServiceKind = RunningService,
  environment: () => Promise<Readonly<Record<string, string>>> = async () => ({}),
): void => {
  beforeAll(async () => {
    service = await kind.start(await environment());
    company = await Company.of(service);
  });
  afterAll(() => service?.dispose());
};

/** `kill -9`, and a new process in its place: of a service that was started as a process. */
export const crashOwnProcess = async (): Promise<void> => {
  if (!(service instanceof RunningProcess)) throw new Error('the service of this file is no process of its own');
  await service.crash();
};

let people = 0;
/** A number for the next person of this file: none has it yet. */
export const nextPerson = (): number => ++people;
