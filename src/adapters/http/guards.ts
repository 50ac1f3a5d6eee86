import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { StaffRole } from '../../application/ports/staff-tokens.js';
import type { Session } from '../../application/shared/sessions.js';
import { refusal } from '../../domain/shared/domain-error.js';
import { Authentication } from './authentication.js';
import { requiredDevice } from './headers.js';

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();
const sessionRequired = () => refusal('session.required');

const requireSession = async (authentication: Authentication, request: FastifyRequest, app: Session['app']) => {
  const session = await authentication.session(request);
  if (session?.app !== app) throw sessionRequired();
  request.state.session = session;
  return true;
};

/** A live session of the futures app, from the device that signed in (F2). */
@Injectable()
export class FuturesSessionGuard implements CanActivate {
  constructor(private readonly authentication: Authentication) {}

  canActivate(context: ExecutionContext): Promise<boolean> {
    requiredDevice(requestOf(context));
    return requireSession(this.authentication, requestOf(context), 'futures');
  }
}

@Injectable()
export class IdentitySessionGuard implements CanActivate {
  constructor(private readonly authentication: Authentication) {}

  canActivate(context: ExecutionContext): Promise<boolean> {
    return requireSession(this.authentication, requestOf(context), 'identity');
  }
}

const rolesKey = 'roles';

@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly authentication: Authentication,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf(context);
    const staff = await this.authentication.staff(request);
    if (!staff) throw sessionRequired();
    const roles = this.reflector.getAllAndOverride<readonly StaffRole[]>(rolesKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!roles.some((role) => staff.roles.includes(role))) throw refusal('access.forbidden');
    request.state.staff = staff;
    return true;
  }
}

/** Only staff with one of these roles; on a controller or a method. */
export const Roles = (...roles: readonly StaffRole[]) =>
  applyDecorators(SetMetadata(rolesKey, roles), UseGuards(StaffGuard), ApiBearerAuth('staff'));

/** Only a signed-in customer of a futures company; on a controller or a method. */
export const RequiresFuturesSession = () => applyDecorators(UseGuards(FuturesSessionGuard), ApiBearerAuth('session'));
/** Only a signed-in user of the identity app. */
export const RequiresIdentitySession = () => applyDecorators(UseGuards(IdentitySessionGuard), ApiBearerAuth('session'));

/** The session a guard has found. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { session } = requestOf(context).state;
  if (!session) throw sessionRequired();
  return session;
});

/** The member of staff a guard has found. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { staff } = requestOf(context).state;
  if (!staff) throw sessionRequired();
  return staff;
});
