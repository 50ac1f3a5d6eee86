import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { StaffRole } from '../../application/ports/staff-tokens.js';
import type { Session } from '../../application/shared/sessions.js';
import { refusal } from '../../domain/shared/domain-error.js';
import type { Authentication } from './authentication.js';
import { headerOf, requiredDevice } from './headers.js';
import { Note, notesOf } from './route-notes.js';

/** Who may call a route. */
export type Access =
  /** Whoever is signed in to the app; with `optional` everybody, and a session is known where there is one. */
  | { readonly app: Session['app']; readonly optional?: true }
  /** Staff with one of the roles. */
  | { readonly roles: readonly StaffRole[] };

/** Only a signed-in customer of a futures company, from the device that signed in (F2); on a controller or a method. */
export const RequiresFuturesSession = () =>
  applyDecorators(Note({ access: { app: 'futures' } }), ApiBearerAuth('session'));
/** Only a signed-in user of the identity app. */
export const RequiresIdentitySession = () =>
  applyDecorators(Note({ access: { app: 'identity' } }), ApiBearerAuth('session'));
/** For calls that some make signed in to the identity app and others not: `@MaybeSession()` is the session, or undefined. */
export const OptionalSession = () => Note({ access: { app: 'identity', optional: true } });
/** Only staff with one of these roles; on a controller or a method. */
export const Roles = (...roles: readonly StaffRole[]) =>
  applyDecorators(Note({ access: { roles } }), ApiBearerAuth('staff'), ApiExtension('x-roles', roles));

/** Nobody gets further without what the route asks for: also a stranger's body is their own business. */
export const isPublic = (request: FastifyRequest): boolean => {
  const { access } = notesOf(request);
  return access === undefined || ('optional' in access && access.optional === true);
};

const sessionRequired = () => refusal('session.required');

/**
 * Looks at sessions and staff before a body is read. Any call counts as activity of its session, also one that needs
 * none.
 */
export const addAccess = (fastify: FastifyInstance, authentication: Authentication): void => {
  fastify.addHook('onRequest', async (request) => {
    if (request.is404) return;
    const session = await authentication.session(request);
    const { access } = notesOf(request);
    if (access === undefined) return;
    if ('roles' in access) return admitStaff(request, access.roles, authentication);
    if (access.app === 'futures') requiredDevice(request);
    if (session?.app === access.app) request.state.session = session;
    else if (!access.optional && !(await mayBeRepeat(request, authentication))) throw sessionRequired();
  });
};

/** Registered last: whoever was let through as a repeat and found no kept answer. */
export const addLastAccess = (fastify: FastifyInstance): void => {
  fastify.addHook('preHandler', async (request) => {
    if (!request.is404 && !isPublic(request) && !request.state.session && !request.state.staff) throw sessionRequired();
  });
};

const admitStaff = async (
  request: FastifyRequest,
  roles: readonly StaffRole[],
  authentication: Authentication,
): Promise<void> => {
  const staff = await authentication.staff(request);
  if (!staff) throw sessionRequired();
  if (!roles.some((role) => staff.roles.includes(role))) throw refusal('access.forbidden');
  request.state.staff = staff;
};

/** A sign-out or a cancellation that is sent again comes from a session which it has ended itself. */
const mayBeRepeat = async (request: FastifyRequest, authentication: Authentication): Promise<boolean> =>
  request.method === 'DELETE' &&
  headerOf(request, 'idempotency-key') !== undefined &&
  (await authentication.caller(request))?.ended === true;

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** The session that the route asks for. */
export const CurrentSession = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { session } = requestOf(context).state;
  if (!session) throw sessionRequired();
  return session;
});

export const MaybeSession = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).state.session,
);

/** The member of staff that the route asks for. */
export const CurrentStaff = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { staff } = requestOf(context).state;
  if (!staff) throw sessionRequired();
  return staff;
});
