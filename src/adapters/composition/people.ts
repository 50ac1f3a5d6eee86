import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { EventStore } from '../../application/ports/event-store.js';
import { peopleAreMade, peopleOf } from '../postgres/settings.js';
import type { Parts } from './parts.js';

/**
 * Makes the people of a sandbox, once, on a log that was empty at its first start (SANDBOX_SEED). Nobody else is answered
 * meanwhile. What is refused, e.g. since a company is not configured, is told and stops nothing; the next start tries again.
 * @param untilLive resolves when the service can read
 * @returns whether they are there
 */
export const makePeopleOnce = async (
  app: NestFastifyApplication,
  { pool, log }: Parts,
  untilLive: () => Promise<void>,
): Promise<boolean> => {
  const head = await app.get(EventStore).head();
  const people = await peopleOf(pool, head === undefined);
  if (people !== 'missing') return people === 'made';
  await untilLive();
  const [{ Calls }, { makePeople }] = await Promise.all([
    import('../sandbox/people/calls.js'),
    import('../sandbox/people/make-people.js'),
  ]);
  try {
    await onAnAddressOfItsOwn(app, (baseUrl) => makePeople(new Calls(baseUrl)));
    await peopleAreMade(pool);
    return true;
  } catch (error) {
    log('warn', 'the people of the sandbox were not all made', { error });
    return false;
  }
};

/** The service on a loopback port that nobody else was told. */
const onAnAddressOfItsOwn = async (
  app: NestFastifyApplication,
  work: (baseUrl: string) => Promise<void>,
): Promise<void> => {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await fastify.ready();
  const server = createServer((request, response) => fastify.routing(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};
