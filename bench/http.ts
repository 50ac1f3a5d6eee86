import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Api, answered } from '@realname/client';
import { companyCode, type customer } from '../demo/people.js';
import { measure } from './measure.js';
import type { Row } from './table.js';

const body = { identity: { maskedName: '测*' }, phones: { contactPhone: '1552****995' }, openRequests: [] };

@Controller()
class BareController {
  @Get('bare')
  bare() {
    return body;
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

/** The floor of every read: a Nest route on Fastify that answers a constant. */
export const startBareRoute = async (): Promise<NestFastifyApplication> => {
  const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return app;
};

/** @param headers what a signed-in call carries */
export const reads = async (bareUrl: string, url: string, headers: Headers, ms: number): Promise<Row[]> => {
  const callers = 16;
  const floor = await measure(callers, ms, async () => (await fetch(`${bareUrl}/bare`)).json());
  const get = (path: string) => async () => (await fetch(`${url}${path}`, { headers })).json();
  const profile = await measure(callers, ms, get('/v1/futures/profile'));
  const session = await measure(callers, ms, get('/v1/futures/sessions/current'));
  const named = `bare Nest+Fastify route, ${Math.round(floor.perSecond)}/s`;
  const row = (name: string, figures: typeof floor): Row => ({
    name,
    ...figures,
    ratio: figures.perSecond / floor.perSecond,
    floor: named,
  });
  return [row('GET profile over HTTP, 16 callers', profile), row('GET current session over HTTP, 16 callers', session)];
};

/** HTTP → command → load, decide, append → read side → answer: a mobile changed by import, each caller a customer's. */
export const commandPath = async (operator: Api, people: readonly (typeof customer)[], ms: number): Promise<Row> => {
  const callers = Math.min(16, people.length);
  const figures = await measure(callers, ms, (caller, round) => {
    const path = { companyCode, customerNumber: `0038${caller + 1000}` };
    const body = { ...people[caller]!, contactPhone: `0755-${String(20_000_000 + round)}` };
    return answered(operator.PUT('/v1/staff/customers/{companyCode}/{customerNumber}', { params: { path }, body }));
  });
  return { name: `whole command path over HTTP, ${callers} callers`, ...figures };
};
