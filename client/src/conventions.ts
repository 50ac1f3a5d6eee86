import type { Middleware } from 'openapi-fetch';
import type { Language } from './language.js';
import { randomId } from './random-id.js';

/** What every call of a front end carries (docs/api.md, section 1). */
export interface ApiConventions {
  /** `X-Device-Id`: this device's label. */
  readonly deviceId?: string;
  /** The session's or staff's bearer token, asked for at every call. */
  readonly token?: () => string | undefined;
  /** `X-Client-Version`, recorded in every event. */
  readonly clientVersion?: string;
  /** Of what the service words; `zh-CN` unless given, whatever the browser prefers. */
  readonly language?: Language;
  /** Told once for each session that has ended (`session.required`): lead to the sign-in. */
  readonly onSessionRequired?: () => void;
  /** Where the last `Consistency-Token` outlives a reload of the page, mostly `sessionStorage`; without it, it does not. */
  readonly memory?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** Adds to each request what the contract asks for, and notes what answers say of the session and of writes. */
export const conventions = (options: ApiConventions): Middleware => {
  const { deviceId, clientVersion, language = 'zh-CN' } = options;
  const consistency = new Consistency(options.memory);
  const sessions = new Sessions(options);
  return {
    onRequest({ request }) {
      const set = (name: string, value: string | null | undefined) => {
        if (value && !request.headers.has(name)) request.headers.set(name, value);
      };
      set('authorization', sessions.authorization());
      set('accept-language', language);
      set('x-device-id', deviceId);
      set('x-client-version', clientVersion);
      if (request.method === 'GET') set('consistency-token', consistency.token);
      else set('idempotency-key', randomId());
      return request;
    },
    async onResponse({ request, response }) {
      consistency.token = response.headers.get('consistency-token') ?? consistency.token;
      if (response.status !== 400 && response.status !== 401) return;
      const code = await codeOf(response);
      if (code === 'consistency-token.invalid') consistency.token = null;
      if (code === 'session.required') sessions.ended(request);
    },
  };
};

const codeOf = (response: Response): Promise<unknown> =>
  response
    .clone()
    .json()
    .then(
      (body: { code?: unknown } | null) => body?.code,
      () => undefined,
    );

const name = 'realname.consistency-token';

/** The newest write that reads have to see. */
class Consistency {
  private current: string | null;

  constructor(private readonly memory: ApiConventions['memory']) {
    this.current = memory?.getItem(name) ?? null;
  }

  get token(): string | null {
    return this.current;
  }

  set token(token: string | null) {
    if (token === this.current) return;
    this.current = token;
    if (token === null) this.memory?.removeItem(name);
    else this.memory?.setItem(name, token);
  }
}

/** Which session calls are made in, and which one was told to have ended. */
class Sessions {
  private told: string | null | undefined;

  constructor(private readonly options: Pick<ApiConventions, 'token' | 'onSessionRequired'>) {}

  authorization(): string | undefined {
    const bearer = this.options.token?.();
    const authorization = bearer && `Bearer ${bearer}`;
    if (this.told !== (authorization ?? null)) this.told = undefined;
    return authorization;
  }

  /** What was asked in an earlier session says nothing of the one that is held now. */
  ended(request: Request): void {
    const authorization = this.authorization() ?? null;
    if (request.headers.get('authorization') !== authorization || this.told === authorization) return;
    this.told = authorization;
    this.options.onSessionRequired?.();
  }
}
