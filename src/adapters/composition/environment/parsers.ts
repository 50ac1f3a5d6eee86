import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { laterNotices, smsNotices, smsPurposes } from '../../../application/ports/sms-gateway.js';
import { parseMasterKey } from '../../configuration/master-key.js';
import { parseConnectionString } from '../../eventstoredb/connection-string.js';
import { defaultRateLimits, type RateLimits, rateGroups } from '../../http/rate-limits.js';
import type { SmsSettings } from '../../tencent-cloud/sms-gateway.js';
import type { Parser } from './variable.js';

export const text: Parser<string> = (given) => given;

export const path: Parser<string> = (given) => resolve(given);

/** A whole number that is of some use: from `min` to `max`, at most six digits. */
export const whole = (min: number, max: number): WholeNumber =>
  Object.assign(
    (given: string, name: string) => {
      if (/^\d{1,6}$/.test(given) && Number(given) >= min && Number(given) <= max) return Number(given);
      throw new Error(`${name} must be a whole number from ${min} to ${max}`);
    },
    { min, max },
  );

export interface WholeNumber extends Parser<number> {
  readonly min: number;
  readonly max: number;
}

export const flag: Parser<boolean> = (given, name) => {
  if (given === 'true' || given === 'false') return given === 'true';
  throw new Error(`${name} must be true or false`);
};

export const oneOf =
  <T extends string>(...values: readonly T[]): Parser<T> =>
  (given, name) => {
    const found = values.find((each) => each === given);
    if (found !== undefined) return found;
    throw new Error(`${name} must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`);
  };

export const matching =
  (shape: RegExp, rule: string): Parser<string> =>
  (given, name) => {
    if (shape.test(given)) return given;
    throw new Error(`${name} ${rule}`);
  };

export const oneWord = matching(/^\S+$/, 'must be without spaces');

/** Items between commas; blank ones are left out. */
export const list: Parser<readonly string[]> = (given) => given.split(',').flatMap((each) => each.trim() || []);

/** @param protocols such as `https:` */
export const url =
  (...protocols: readonly string[]): Parser<string> =>
  (given, name) => {
    const beginnings = protocols.map((each) => `${each}//`);
    if (!beginnings.some((each) => given.toLowerCase().startsWith(each)))
      throw new Error(`${name} must be a URL that begins with ${beginnings.join(' or ')}`);
    if (URL.canParse(given) && !new URL(given).host.includes(',')) return given;
    throw new Error(`${name} must name one host, as host or host:port; special characters are percent-encoded`);
  };

/** Of EventStoreDB. */
export const connectionString: Parser<string> = (given, name) => {
  try {
    parseConnectionString(given);
    return given;
  } catch (error) {
    throw new Error(`${name} ${(error as Error).message}`);
  }
};

export const withoutSlashes =
  (parse: Parser<string>): Parser<string> =>
  (given, name) =>
    parse(given, name).replace(/\/+$/, '');

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

/** A URL that is safe on the way. */
export const secureUrl: Parser<string> = (given, name) => {
  const { protocol, hostname } = URL.canParse(given) ? new URL(given) : { protocol: '', hostname: '' };
  if (protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname))) return given;
  throw new Error(`${name} must be a URL that begins with https:// (http:// on the loopback only)`);
};

/** Where an API is. */
export const secureOrigin: Parser<URL> = (given, name) => {
  const found = new URL(secureUrl(given, name));
  if (found.href === `${found.origin}/`) return found;
  throw new Error(`${name} must be a URL without a path`);
};

/** `http(s)://host[:port]`, without the slash at its end. */
export const origin: Parser<string> = (given, name) => {
  const trimmed = given.replace(/\/+$/, '');
  const found = /^https?:\/\//.test(trimmed) && URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  if (found && found.href === `${found.origin}/`) return trimmed;
  throw new Error(`${name} must be http(s)://host[:port], without user, path or query`);
};

export const wrappingKeys: Parser<readonly Uint8Array[]> = (given, name) =>
  given.split(',').map((each) => parseMasterKey(each, name));

/** Stays a text: the key is made of it where it is used. */
export const masterKey: Parser<string> = (given, name) => {
  parseMasterKey(given, name);
  return given;
};

export const rateLimits: Parser<RateLimits | 'off'> = (given, name) => {
  if (given === 'off') return 'off';
  if (given === 'on') return defaultRateLimits;
  const own = given.split(',').map((part) => /^\s*(\w+)=([1-9]\d{0,5})\s*$/.exec(part)?.slice(1) ?? []);
  if (own.every(([group]) => rateGroups.some((each) => each === group)))
    return { ...defaultRateLimits, ...Object.fromEntries(own.map(([group, limit]) => [group, Number(limit)])) };
  throw new Error(`${name} must be off, on, or a list such as signIns=60,sms=30 of ${rateGroups.join(', ')}`);
};

/** Addresses and networks. */
export const networks: Parser<readonly string[]> = (given, name) => {
  const found = list(given, name);
  if (found.every(isNetwork)) return found;
  throw new Error(`${name} must be addresses or networks, e.g. 10.0.0.1,192.168.0.0/16`);
};

const isNetwork = (given: string): boolean => {
  const [address = '', bits] = given.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

const messages = [...smsPurposes, ...smsNotices];

/** `futuresLogin=1001,…`: the id of a template for each purpose and each notice; `laterNotices` may be left out. */
export const smsTemplates: Parser<SmsSettings['templates']> = (given, name) => {
  const ids = new Map(given.split(',').map((part) => part.split('=').map((side) => side.trim()) as [string, string]));
  const required = messages.filter((each) => ids.has(each) || !laterNotices.some((later) => later === each));
  const missing = required.filter((each) => !/^\d{1,12}$/.test(ids.get(each) ?? ''));
  const unknown = [...ids.keys()].filter((each) => !messages.some((known) => known === each));
  const problems = [
    ...(missing.length > 0 ? [`${name} must give the number of a template for ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`${name} knows no ${unknown.join(', ')}`] : []),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return Object.fromEntries(ids) as SmsSettings['templates'];
};
