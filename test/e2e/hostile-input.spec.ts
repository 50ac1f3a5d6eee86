import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { day, plus } from '../../src/domain/shared/instant.js';
import { longHangLimit } from '../support/hang-limit.js';
import { type Attack, attackOn, type Operation, personal } from '../support/people/attacks.js';
import { IdentityApp } from '../support/people/identity-app.js';
import { Company, type Customer, send } from '../support/people/journey.js';
import { openingHour, RunningService } from '../support/servers/running-service.js';

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Over all routes together. */
const runs = 1_200;

let service: RunningService;
let company: Company;
let customer: Customer;
let operations: readonly Operation[];
let tokens: Readonly<Record<string, string>>;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const deviceId = 'device-hostile-1';
let session = '';
let user = '';
let changeRequest = '';
let users = 0;
let rounds = 0;
const kinds = ['contactPhone', 'identityValidity', 'otherInformation'];
let now = openingHour;

/** Attacks end sessions and accounts, and move the clock: before each operation all is well again, a week later. */
const recover = async (path = '/'): Promise<void> => {
  now = plus(now, 7 * day);
  await send(`${service.url}/sandbox/clock`, 'PUT', { body: { now } });
  tokens = (await send(`${service.url}/sandbox/staff-tokens`, 'GET')).body;
  // biome-ignore lint/complexity/useLiteralKeys: the token is its own business otherwise
  session = (await customer.signIn(deviceId))['token'];
  const headers = { authorization: `Bearer ${session}`, 'x-device-id': deviceId };
  const { body } = await send(`${service.url}/v1/futures/change-requests`, 'POST', {
    headers,
    body: { kind: kinds[rounds++ % 3] },
  });
  changeRequest = body.id ?? body.changeRequestId;
  if (path.startsWith('/v1/identity')) user = (await (await IdentityApp.of(service)).registered(++users)).user.token;
};

beforeAll(async () => {
  service = await RunningService.start({ LOG_LEVEL: 'trace' });
  company = await Company.of(service);
  customer = await company.customer(1);
  const { paths } = (await send(`${service.url}/openapi.json`, 'GET')).body;
  operations = Object.entries(paths as Record<string, Record<string, never>>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      example: exampleOf(operation),
    })),
  );
});
afterAll(async () => {
  agent.destroy();
  await service.dispose();
});

const exampleOf = (operation: { requestBody?: { content?: Record<string, { example?: unknown }> } }): unknown =>
  operation.requestBody?.content?.['application/json']?.example;

const attack = ({ method, path, headers, body }: Attack): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(service.url);
    const request = httpRequest({ agent, hostname, port, method, path, headers });
    request.on('error', reject).on('response', async (response: IncomingMessage) => {
      const { statusCode: status = 0, headers } = response;
      if (String(headers['content-type']).startsWith('text/event-stream')) {
        response.destroy();
        return resolve({ status, headers, text: '' });
      }
      const chunks = await response.toArray().catch(reject);
      if (chunks) resolve({ status, headers, text: Buffer.concat(chunks).toString() });
    });
    request.end(body);
  });

const problemMembers = {
  type: expect.stringMatching(/^\/problems\/[a-z0-9.-]+$/),
  title: expect.any(String),
  detail: expect.any(String),
  code: expect.stringMatching(/^[a-z0-9.-]+$/),
};

const expectGoodManners = async (sent: Attack, probes: { n: number }): Promise<void> => {
  const { status, headers, text } = await attack(sent);
  probes.n += 1;
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  if (sent.method !== 'HEAD') {
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(text)).toMatchObject({ ...problemMembers, status });
  }
  for (const each of personal) {
    expect(text).not.toContain(each);
    expect(text).not.toContain(encodeURIComponent(each));
  }
};

describe('hostile input', () => {
  it(
    'is refused politely at every route, by strangers, customers and staff; P4 nothing personal comes back or is logged',
    async () => {
      expect(operations.length).toBeGreaterThanOrEqual(90);
      const probes = { n: 0 };
      const numRuns = Math.ceil(runs / operations.length);
      for (const operation of operations) {
        await recover(operation.path);
        const property = fc.asyncProperty(
          attackOn(operation, { session, user, tokens, deviceId, changeRequest }),
          (sent) => expectGoodManners(sent, probes),
        );
        await fc.assert(property, { numRuns, endOnFailure: true });
      }
      expect(probes.n).toBe(operations.length * numRuns);

      await recover();
      const secrets = [...personal, session, user, ...Object.values(tokens)];
      expect(service.output.filter((line) => secrets.some((secret) => line.includes(secret)))).toEqual([]);
      expect(service.output.filter((line) => line.includes('failed, correlation id'))).toEqual([]);
      expect((await send(`${service.url}/health/ready`, 'GET')).body.status).toBe('up');
    },
    longHangLimit,
  );
});
