import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type Staff, StaffTokens } from '../../application/ports/staff-tokens.js';
import { personOf, type Session, Sessions } from '../../application/shared/sessions.js';
import { bearerToken } from './headers.js';

/** Whose request it is; each token is looked at once per request, whoever asks. */
@Injectable()
export class Authentication {
  private readonly sessionsOf = new WeakMap<FastifyRequest, Promise<Session | undefined>>();
  private readonly staffOf = new WeakMap<FastifyRequest, Promise<Staff | undefined>>();

  constructor(
    private readonly sessions: Sessions,
    private readonly staffTokens: StaffTokens,
  ) {}

  /** The live session of the bearer token; looking counts as activity. */
  session(request: FastifyRequest): Promise<Session | undefined> {
    return once(this.sessionsOf, request, async () => {
      const token = bearerToken(request);
      return token && !isJwt(token) ? this.sessions.find(token, request.state.device) : undefined;
    });
  }

  staff(request: FastifyRequest): Promise<Staff | undefined> {
    return once(this.staffOf, request, async () => {
      const token = bearerToken(request);
      return token && isJwt(token) ? this.staffTokens.verify(token) : undefined;
    });
  }

  /**
   * Who calls, for idempotency: the person rather than the session, so that a repeat after a new sign-in is still theirs.
   * `ended`: the token no longer opens anything. Undefined without a token or with an unknown one.
   */
  async caller(request: FastifyRequest): Promise<{ readonly id: string; readonly ended: boolean } | undefined> {
    const token = bearerToken(request);
    if (!token) return undefined;
    const staff = await this.staff(request);
    if (staff) return { id: staffCaller(staff), ended: false };
    const session = await this.session(request);
    if (session) return { id: personOf(session), ended: false };
    const former = await this.sessions.callerOf(token, request.state.device);
    return former ? { id: former, ended: true } : undefined;
  }
}

/** Whoever has lost a role or a company since is another caller: nothing that was kept before is theirs. */
const staffCaller = ({ id, roles, companies, branches }: Staff): string =>
  JSON.stringify(['staff', id, ...[roles, companies, branches].map((each) => [...each].sort())]);

const isJwt = (token: string): boolean => token.split('.').length === 3;

const once = <T>(known: WeakMap<FastifyRequest, Promise<T>>, request: FastifyRequest, find: () => Promise<T>) => {
  const found = known.get(request) ?? find();
  known.set(request, found);
  return found;
};
