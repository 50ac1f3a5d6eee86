import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../application/core/command-context.js';
import type { Actor, Position } from '../../application/ports/event-store.js';
import type { Staff } from '../../application/ports/staff-tokens.js';
import type { Session } from '../../application/shared/sessions.js';
import { refusal } from '../../domain/shared/domain-error.js';
import type { Instant } from '../../domain/shared/instant.js';

/** What the house knows of the request it is serving. */
export interface Call {
  readonly correlationId: string;
  readonly clientVersion: string | null;
  /** `X-Device-Id`, where it is well-formed. */
  readonly device: string | null;
  /** The request's instant; that of the first attempt for a repeat with an `Idempotency-Key`. */
  at: Instant;
  commandId: string;
  readonly written: { position?: Position };
  /** Set by the guards. */
  session?: Session;
  staff?: Staff;
  /** The answer is that of an earlier attempt with the same `Idempotency-Key`. */
  replayed?: true;
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call;
    /** The body's exact bytes, where there was one. */
    bodyBytes?: Buffer;
  }
}

/** A header as one string; a repeated one is joined by commas and therefore malformed wherever one value is meant. */
export const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
};

export const malformedHeader = (header: string) => refusal('request.invalid', { header });

export const isPrintable = (text: string, max: number): boolean =>
  text.length >= 1 && text.length <= max && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text);

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A mobile number or an ID number, which somebody may put where an id belongs (P4). */
const personal = /(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)|(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx]/;

/** Shaped as ids, codes and versions are, and not personal: fit to be echoed, logged and kept in events. */
export const isLabel = (text: string, max: number): boolean =>
  uuid.test(text) ||
  (text.length <= max && /^[A-Za-z0-9](?:[\w .:/+=@~-]*[\w.:/+=@~-])?$/.test(text) && !personal.test(text));

const deviceId = /^[A-Za-z0-9-]{8,64}$/;

export const wellFormedDevice = (request: FastifyRequest): string | null => {
  const device = headerOf(request, 'x-device-id');
  return device !== undefined && deviceId.test(device) ? device : null;
};

/** @throws DomainError `device.required`, `device.invalid` */
export const requiredDevice = (request: FastifyRequest): string => {
  if (!headerOf(request, 'x-device-id')) throw refusal('device.required');
  if (request.call.device === null) throw refusal('device.invalid');
  return request.call.device;
};

/** The token of `Authorization: Bearer …` (RFC 6750), undefined where there is none. */
export const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer ([A-Za-z0-9._~+/-]{1,8192}=*)$/i.exec(request.headers.authorization ?? '')?.[1];

/** What no stream's revision is. */
const noRevision = -2n;

/**
 * The revision of `If-Match: "<revision>"`; undefined where the header is absent or `*`. Another entity tag, a weak one
 * too (RFC 9110 §13.1.1), matches nothing.
 */
const ifMatchOf = (request: FastifyRequest): bigint | undefined => {
  const header = headerOf(request, 'if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  if (!/^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(header)) throw malformedHeader('If-Match');
  const revision = /^"(\d{1,18})"$/.exec(header)?.[1];
  return revision === undefined ? noRevision : BigInt(revision);
};

export const actorOf = ({ session, staff }: Call): Actor => {
  if (session) return { kind: session.app === 'futures' ? 'customer' : 'user', id: session.subject };
  if (staff) return { kind: 'staff', id: staff.id };
  return { kind: 'anonymous', id: 'anonymous' };
};

/** The command's context as this request gives it (P5). */
export const contextOf = (request: FastifyRequest): CommandContext => {
  const { call } = request;
  const ifMatch = ifMatchOf(request);
  return {
    commandId: call.commandId,
    causationId: call.commandId,
    correlationId: call.correlationId,
    at: call.at,
    actor: actorOf(call),
    session: call.session?.id ?? null,
    device: call.session?.device ?? call.device,
    clientVersion: call.clientVersion,
    ...(ifMatch !== undefined && { ifMatch }),
    written: call.written,
  };
};
