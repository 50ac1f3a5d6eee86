import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customer } from '../../demo/people.js';
import { eventually } from '../support/eventually.js';
import { Company } from '../support/people/journey.js';
import { idNumberOf, mobileOf } from '../support/people/sign-in-page.js';
import { realname as operator, startOperator } from '../support/servers/operator-commands.js';
import { RunningProcess } from '../support/servers/running-service.js';
import { standbyOf } from '../support/servers/standby.js';

startOperator();
let service: RunningProcess;
let company: Company;
beforeAll(async () => {
  service = await RunningProcess.start();
  company = await Company.of(service);
});
afterAll(() => service.dispose());

const put = (n: number, headers = {}) => {
  const body = { ...customer, idNumber: idNumberOf(n), contactMobile: mobileOf(n) };
  return company.as('operator', 'PUT', `/customers/0038/N${n}`, { body, headers });
};
const readiness = async () => {
  const { status, checks } = (await (await fetch(`${service.url}/health/ready`)).json()) as {
    status: string;
    checks: { name: string; reason?: string }[];
  };
  return [status, checks.find(({ name }) => name === 'event store')?.reason];
};
const realname = async (...args: string[]) => {
  const { code, out, errors } = await operator(service, args);
  return { code, output: out + errors };
};
const fork = (...args: string[]) => realname('fork', ...args);
const seen = (token: string) =>
  fetch(`${service.url}/v1/dictionaries/educations`, { headers: { 'consistency-token': token } });

it('a log that went back under the service: not ready, no write answered, until an operator accepts; then all goes on', async () => {
  const kept = await put(1);
  expect((await fork()).code).toBe(0);
  const standby = await standbyOf(await service.databaseUrl());
  const key = { 'idempotency-key': randomUUID() };
  const lost = await eventually(async () => {
    const answer = await put(2, key);
    expect(answer.verdict).toBe('201');
    return answer;
  });
  await standby.takeOver();

  await eventually(async () => {
    expect(await readiness()).toEqual(['down', expect.stringMatching(/^the log went back from \d+ to \d+$/)]);
  });
  expect((await put(3)).verdict).toBe('503 dependency.unavailable');
  expect((await put(2, key)).verdict).toBe('503 dependency.unavailable');
  expect(service.output.filter((line) => line.includes('the log went back from'))).toHaveLength(1);

  await service.crash();
  expect((await readiness())[1]).toMatch(/^the log went back from/);
  expect((await put(3)).verdict).toBe('503 dependency.unavailable');

  const dry = await fork();
  expect(dry).toMatchObject({
    code: 1,
    output: expect.stringContaining('lost: the newest event that this machine knew'),
  });
  expect((await realname('doctor')).output).toMatch(/^found +log +the newest event that this machine knew/m);
  expect(await fork('--accept')).toMatchObject({ code: 2, output: expect.stringContaining('--reason') });
  const accepted = await fork('--accept', '--reason', 'standby promoted, decided by the team');
  expect(accepted).toMatchObject({ code: 0, output: expect.stringContaining('accepted: epoch 1') });
  await eventually(async () => expect(await readiness()).toEqual(['up', undefined]));

  expect((await put(3)).verdict).toBe('201');
  expect((await put(2, key)).verdict).toBe('201');
  expect((await put(1)).verdict).toBe('200');
  const [keptToken, lostToken] = [kept, lost].map(({ headers }) => headers.get('consistency-token')!);
  expect((await seen(keptToken!)).status).toBe(200);
  expect((await seen(lostToken!)).status).toBe(400);
  expect((await fork()).code).toBe(0);
  expect((await realname('doctor')).output).toMatch(/^ok +log$/m);
});
