import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authentication } from '../authentication.js';
import { networkOf } from '../rate-limits.js';

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** Lets everybody in, and knows whoever is signed in. */
@Injectable()
export class OptionalSessionGuard implements CanActivate {
  constructor(private readonly authentication: Authentication) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context);
    const session = await this.authentication.session(request);
    if (session?.app === 'identity') request.state.session = session;
    return true;
  }
}

/** For calls that some make signed in and others not: `@MaybeSession()` is the session, or undefined. */
export const OptionalSession = () => UseGuards(OptionalSessionGuard);
export const MaybeSession = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).state.session,
);

/** Where the request came from; only a keyed HMAC of it goes further (R8). */
export const Network = createParamDecorator((_: unknown, context: ExecutionContext) =>
  networkOf(requestOf(context).ip),
);
