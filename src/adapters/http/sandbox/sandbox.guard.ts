import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from '../../../domain/shared/domain-error.js';

/** The sandbox is for this machine: behind a proxy it does not exist. */
@Injectable()
export class SandboxGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if ('forwarded' in headers || 'x-forwarded-for' in headers) throw notFound('route.not-found');
    return true;
  }
}
