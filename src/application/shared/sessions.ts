import { randomBytes } from 'node:crypto';
import { notFound, refusal } from '../../domain/shared/domain-error.js';
import { hour, type Instant, minute, plus } from '../../domain/shared/instant.js';
import { newId, sha256 } from '../core/ids.js';
import type { Clock } from '../ports/clock.js';
import type { JsonObject } from '../ports/json.js';
import type { Found, ShortLived } from '../ports/short-lived.js';

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
  /** The last activity that was written down, see `touchedEveryMs`. */
  readonly lastUsedAt: Instant;
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
    const session = this.usedAt(openedAt, {
      id: newId(),
      handle: sha256(token),
      app: signIn.app,
      subject: signIn.subject,
      companyCode: signIn.companyCode ?? null,
      device: signIn.device,
      claims: signIn.claims ?? {},
      openedAt,
      expiresAt,
    });
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
    const session = this.read({ ...stored, value: { ...stored.value, handle } });
    if (session.device !== null && session.device !== device) return undefined;
    const now = this.clock.now();
    return now < session.expiresAt && now < plus(session.lastUsedAt, touchedEveryMs) ? session : this.touch(session);
  }

  /** The sessions of a person that have not ended, newest first. */
  async list(subject: string): Promise<readonly Session[]> {
    const found = await this.shortLived.findGroup<JsonObject>('session', subject);
    // What a release before this one opened does not name its handle, and ends with the others alone.
    const sessions = found.filter(({ value }) => value.handle !== undefined).map((each) => this.read(each));
    const now = this.clock.now();
    return sessions.filter(({ expiresAt }) => now < expiresAt).sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  }

  /** Counts as activity; undefined when the session has ended meanwhile. */
  async touch(session: Session): Promise<Session | undefined> {
    const now = this.clock.now();
    if (now >= session.expiresAt) return undefined;
    const alive = await this.shortLived.extend('session', session.handle, plus(now, this.limits.idleMs));
    return alive ? this.usedAt(now, session) : undefined;
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

  /** Ends one of a person's sessions. @throws DomainError `session.not-found` */
  async endOne(subject: string, id: string): Promise<void> {
    const session = (await this.list(subject)).find((each) => each.id === id);
    if (!session) throw notFound('session.not-found');
    await this.end(session);
  }

  /** Ends a person's sessions on one device. */
  async endOn(device: string, subject: string): Promise<void> {
    for (const session of await this.list(subject)) if (session.device === device) await this.end(session);
  }

  /** Ends every session of a person, but the one given. */
  async endAll(subject: string, except?: Session): Promise<void> {
    await this.shortLived.deleteGroup('session', subject, except?.handle);
    this.tellEnd((session) => session.subject === subject && session.handle !== except?.handle);
  }

  private tellEnd(isEnded: (session: Session) => boolean): void {
    for (const { session, ended } of this.watches) if (isEnded(session)) ended();
  }

  private async store(session: Session): Promise<void> {
    const { idleExpiresAt: _, lastUsedAt, ...value } = session;
    const end = plus(lastUsedAt, this.limits.idleMs);
    await this.shortLived.put('session', session.handle, value as unknown as JsonObject, end, {
      group: session.subject,
    });
  }

  /** The stored end is that of idleness alone: it tells when the session was used last. */
  private read({ value, expiresAt }: Found<JsonObject>): Session {
    return this.usedAt(plus(expiresAt, -this.limits.idleMs), value as unknown as Session);
  }

  private usedAt(lastUsedAt: Instant, session: Omit<Session, 'lastUsedAt' | 'idleExpiresAt'>): Session {
    const idle = plus(lastUsedAt, this.limits.idleMs);
    return { ...session, lastUsedAt, idleExpiresAt: idle < session.expiresAt ? idle : session.expiresAt };
  }
}

/** `futures/<company>/<id>` or `identity/<id>`: the name of the person's data key. */
export const personOf = ({ app, companyCode, subject }: Session): string =>
  [app, companyCode, subject].filter((part) => part !== null).join('/');

const callerKey = (handle: string): string => `caller/${handle}`;
