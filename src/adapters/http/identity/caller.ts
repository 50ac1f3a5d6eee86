import { createParamDecorator, type ExecutionContext, Injectable, type PipeTransform } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Keyring } from '../../../application/core/keyring.js';
import { networkOf } from '../rate-limits.js';

const Network = createParamDecorator((_: unknown, context: ExecutionContext) =>
  networkOf(context.switchToHttp().getRequest<FastifyRequest>().ip),
);

@Injectable()
class KeyedAddress implements PipeTransform<string, string> {
  constructor(private readonly keyring: Keyring) {}

  transform(network: string): string {
    return this.keyring.hmac('address', network);
  }
}

/** Where the request came from, as a keyed HMAC: nothing else of it goes further (R8). */
export const Address = (): ParameterDecorator => Network(KeyedAddress);
