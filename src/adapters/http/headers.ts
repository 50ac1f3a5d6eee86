import type { FastifyRequest } from 'fastify';
import { refusal } from '../../domain/shared/domain-error.js';

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
const maxDevice = 64;

export const wellFormedDevice = (request: FastifyRequest): string | null => {
  const device = headerOf(request, 'x-device-id');
  return device !== undefined && deviceId.test(device) && isLabel(device, maxDevice) ? device : null;
};

/** @throws DomainError `device.required`, `device.invalid` */
export const requiredDevice = (request: FastifyRequest): string => {
  if (!headerOf(request, 'x-device-id')) throw refusal('device.required');
  if (request.state.device === null) throw refusal('device.invalid');
  return request.state.device;
};

/** The token of `Authorization: Bearer …` (RFC 6750; one space or more, RFC 9110 §11.4), undefined where there is none. */
export const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer +([A-Za-z0-9._~+/-]{1,8192}=*)$/i.exec(request.headers.authorization ?? '')?.[1];

/** What no stream's revision is. */
const noRevision = -2n;

const entityTag = String.raw`(?:W/)?"[\x21\x23-\x7e]*"`;
const entityTags = new RegExp(String.raw`^${entityTag}(?:\s*,\s*${entityTag})*$`);

/**
 * The revisions of `If-Match: "<revision>", …`, of which one must be the thing's; undefined where the header is absent or
 * `*`. Another entity tag, a weak one too (RFC 9110 §13.1.1), matches nothing.
 */
export const ifMatchOf = (request: FastifyRequest): readonly bigint[] | undefined => {
  const header = headerOf(request, 'if-match')?.trim();
  if (header === undefined || header === '*') return undefined;
  if (!entityTags.test(header)) throw malformedHeader('If-Match');
  return header.match(new RegExp(entityTag, 'g'))!.map((tag) => {
    const revision = /^"(\d{1,18})"$/.exec(tag)?.[1];
    return revision === undefined ? noRevision : BigInt(revision);
  });
};
