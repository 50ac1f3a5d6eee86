import { randomBytes } from 'node:crypto';
import { refusal } from '../../domain/shared/domain-error.js';
import { hour, type Instant, minute, plus } from '../../domain/shared/instant.js';
import { newId, sha256 } from '../core/ids.js';
import type { Clock } from '../ports/clock.js';
import type { JsonObject } from '../ports/json.js';
import type { ShortLived } from '../ports/short-lived.js';

export interface SignIn {
  readonly app: 'futures' | 'identity';
  /** Id of the account or user, a UUID. */
  readonly subject: string;
  readonly companyCode?: string;
  /** The session answers only to this device; null binds it to none. */
  readonly device: string | null;
  /** What else the journeys need to know, e.g. when the person was last confirmed. */
  readonly claims?: JsonObject;
}

export interface Session extends Required<Omit<SignIn, 'companyCode'>> {
  /** A random UUID: goes into events; says nothing about the token. */
  readonly id: string;
  /** SHA-256 of the token: what the session is stored by. */
  readonly handle: string;
  readonly companyCode: string | null;
  readonly openedAt: Instant;
  readonly idleExpiresAt: Instant;
  /** The absolute end. */
  readonly expiresAt: Instant;
}

export interface OpenedSession {
  readonly token: string;
  /** The absolute end. */
  readonly expiresAt: Instant;
  readonly session: Session;
}

export interface SessionLimits {
  readonly idleMs: number;
  readonly absoluteMs: number;
}

/** How long a token that no longer opens anything still tells whose call it was: as long as idempotency records live. */
const callerKnownMs = 24 * hour;

/** A call so soon after the last one that counted is not written down: its session ends by so much earlier at most. */
const touchedEveryMs = 1_000;

/** Opaque, revocable sessions: 256 random bits of which only the hash is stored. */
export class Sessions {
  private readonly watches = new Set<{ readonly session: Session; readonly ended: () => void }>();

  constructor(
    private readonly shortLived: ShortLived,
    private readonly clock: Clock,
    private readonly limits: SessionLimits = { idleMs: 15 * minute, absoluteMs: 12 * hour },
  ) {}

  /** A sign-in that opened none. @param whose a keyed HMAC of who was to be signed in, alike whether they exist */
  refused(_app: Session['app'], _whose: string): void {}

  async open(signIn: SignIn): Promise<OpenedSession> {
    const token = randomBytes(32).toString('base64url');
    const openedAt = this.clock.now();
    const expiresAt = plus(openedAt, this.limits.absoluteMs);
    const session: Session = {
      id: newId(),
      handle: sha256(token),
      app: signIn.app,
      subject: signIn.subject,
      companyCode: signIn.companyCode ?? null,
      device: signIn.device,
      claims: signIn.claims ?? {},
      openedAt,
      idleExpiresAt: this.idleEnd(expiresAt),
      expiresAt,
    };
    await this.store(session);
    const caller = { caller: personOf(session), device: session.device };
    await this.shortLived.put('session', callerKey(session.handle), caller, plus(expiresAt, callerKnownMs));
    return { token, expiresAt, session };
  }

  /** The live session of a token, its idle end moved; undefined when it is unknown, ended, expired or another device's. */
  async find(token: string, device: string | null): Promise<Session | undefined> {
    const handle = sha256(token);
    const stored = await this.shortLived.find<JsonObject>('session', handle);
    if (!stored) return undefined;
    const session = { ...stored.value, handle, idleExpiresAt: stored.expiresAt } as unknown as Session;
    if (session.device !== null && session.device !== device) return undefined;
    const untouched =
      session.expiresAt > this.clock.now() && this.idleEnd(session.expiresAt) < plus(stored.expiresAt, touchedEveryMs);
    return untouched ? session : this.touch(session);
  }

  /** Counts as activity; undefined when the session has ended meanwhile. */
  async touch(session: Session): Promise<Session | undefined> {
    const now = this.clock.now();
    if (now >= session.expiresAt) return undefined;
    const idleExpiresAt = this.idleEnd(session.expiresAt);
    const alive = await this.shortLived.extend('session', session.handle, idleExpiresAt);
    return alive ? { ...session, idleExpiresAt } : undefined;
  }

  /** Whose call a token is (`personOf`), also after its session has ended: repeats find their first answer. */
  async callerOf(token: string, device: string | null): Promise<string | undefined> {
    const known = await this.shortLived.get<{ caller: string; device: string | null }>(
      'session',
      callerKey(sha256(token)),
    );
    return known && (known.device === null || known.device === device) ? known.caller : undefined;
  }

  /**
   * Replaces claims, e.g. after a step-up.
   * @throws DomainError `session.required` when the session has ended meanwhile
   */
  async amend(session: Session, claims: JsonObject): Promise<Session> {
    const alive = await this.touch(session);
    if (!alive) throw refusal('session.required');
    const amended = { ...alive, claims: { ...alive.claims, ...claims } };
    await this.store(amended);
    return amended;
  }

  /** Whether it has not ended; no activity of the session. */
  async isOpen({ handle, expiresAt }: Session): Promise<boolean> {
    return this.clock.now() < expiresAt && (await this.shortLived.get('session', handle)) !== undefined;
  }

  /** Calls `ended` once this instance ends the session. What it returns stops that. */
  onEnd(session: Session, ended: () => void): () => void {
    const watch = { session, ended };
    this.watches.add(watch);
    return () => this.watches.delete(watch);
  }

  async end(session: Session): Promise<void> {
    await this.shortLived.delete('session', session.handle);
    this.tellEnd(({ handle }) => handle === session.handle);
  }

  /** Ends every session of a person, but the one given. */
  async endAll(subject: string, except?: Session): Promise<void> {
    await this.shortLived.deleteGroup('session', subject);
    if (except) await this.store(except);
    this.tellEnd((session) => session.subject === subject && session.handle !== except?.handle);
  }

  private tellEnd(isEnded: (session: Session) => boolean): void {
    for (const { session, ended } of this.watches) if (isEnded(session)) ended();
  }

  private async store(session: Session): Promise<void> {
    const { handle, ...value } = session;
    await this.shortLived.put('session', handle, value as unknown as JsonObject, session.idleExpiresAt, {
      group: session.subject,
    });
  }

  private idleEnd(expiresAt: Instant): Instant {
    const idle = plus(this.clock.now(), this.limits.idleMs);
    return idle < expiresAt ? idle : expiresAt;
  }
}

/** `futures/<company>/<id>` or `identity/<id>`: the name of the person's data key. */
export const personOf = ({ app, companyCode, subject }: Session): string =>
  [app, companyCode, subject].filter((part) => part !== null).join('/');

const callerKey = (handle: string): string => `caller/${handle}`;
