import type { OpenAPIObject } from '@nestjs/swagger';
import type { Operation } from '../operation.js';
import type { Schemas } from '../schema.js';
import { type Sample, sampleOf } from './sample.js';

/** Collection format 2.1, as Postman, Insomnia, Bruno and Hoppscotch import it. */
const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/** What a call of the sandbox needs before anything was answered: the first of its people. */
export interface Starter {
  readonly companyCode: string;
  readonly idNumber: string;
  readonly mobile: string;
}

/**
 * Members of answers that a later call needs: each becomes a variable of its name. An id becomes the variable of what it
 * names, by where it was answered.
 */
const kept = [
  'captchaId',
  'signingSessionId',
  'ticket',
  'activationTicket',
  'faceVerificationId',
  'returnState',
  'erasureId',
  'userId',
];
const idsBySegment: readonly (readonly [segment: string, variable: string])[] = [
  ['change-requests', 'changeRequestId'],
  ['video-verifications', 'verificationId'],
];

/** Runs after every answer. */
const script = [
  'if (pm.response.code >= 300 || !(pm.response.headers.get("content-type") || "").includes("json")) return;',
  'const path = pm.request.url.getPath();',
  'const answer = pm.response.json();',
  'const keep = (name, value) => value && pm.collectionVariables.set(name, value);',
  `for (const name of ${JSON.stringify(kept)}) keep(name, answer[name]);`,
  `for (const [segment, name] of ${JSON.stringify(idsBySegment)}) if (path.includes("/" + segment)) keep(name, answer.id);`,
  'keep("session", answer.token);',
  'keep("consistencyToken", pm.response.headers.get("consistency-token"));',
  'if (path.startsWith("/sandbox/captchas/")) keep("captcha", answer.answer);',
  'if (path === "/sandbox/sms-messages") keep("smsCode", answer.items[0] && answer.items[0].code);',
  'if (path === "/sandbox/staff-tokens") for (const role of Object.keys(answer)) keep(role, answer[role]);',
];

/** Members of bodies that take a variable. */
const filled: Readonly<Record<string, string>> = {
  captchaId: '{{captchaId}}',
  captcha: '{{captcha}}',
  smsCode: '{{smsCode}}',
  companyCode: '{{companyCode}}',
  idNumber: '{{idNumber}}',
  signingSessionId: '{{signingSessionId}}',
  verificationId: '{{verificationId}}',
  activationTicket: '{{activationTicket}}',
  faceVerificationId: '{{faceVerificationId}}',
  returnState: '{{returnState}}',
};

/** A collection with a folder for each tag. @param document as it is served */
export const postmanCollection = (document: OpenAPIObject, { companyCode, idNumber, mobile }: Starter) => {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const calls = Object.entries(document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'delete'] as const).flatMap((method) => {
      const operation = item[method] as unknown as Operation | undefined;
      return operation ? [{ operation, item: itemOf(operation, sampleOf({ method, path, operation }, schemas)) }] : [];
    }),
  );
  const folders = Map.groupBy(calls, ({ operation }) => String((operation.tags as string[])[0]));
  const start = { baseUrl: 'http://127.0.0.1:3000', deviceId: 'postman-0001', companyCode, idNumber, mobile };
  return {
    info: { name: document.info.title, description: about, schema },
    item: [...folders].map(([name, group]) => ({ name, item: group.map(({ item }) => item) })),
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: script } }],
    variable: Object.entries(start).map(([key, value]) => ({ key, value })),
  };
};

const about =
  'Every call, with values of a sandbox whose people were made (SANDBOX_SEED). A script keeps tokens, ids, captchas and codes of answers for later calls: staff first call "Tokens of staff".';

const itemOf = ({ summary, operationId }: Operation, sample: Sample) => ({
  name: String(summary ?? operationId),
  request: {
    method: sample.method.toUpperCase(),
    auth: sample.caller
      ? { type: 'bearer', bearer: [{ key: 'token', type: 'string', value: `{{${sample.role ?? 'session'}}}` }] }
      : { type: 'noauth' },
    header: headersOf(sample),
    url: urlOf(sample),
    ...bodyOf(sample),
  },
});

const headersOf = ({ needsDevice, headers, method, json }: Sample): readonly object[] => {
  const sent = {
    ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(needsDevice && { 'X-Device-Id': '{{deviceId}}' }),
    ...(method === 'get' ? {} : { 'Idempotency-Key': '{{$guid}}' }),
    ...headers,
  };
  const token = { key: 'Consistency-Token', value: '{{consistencyToken}}', disabled: true };
  return [...Object.entries(sent).map(([key, value]) => ({ key, value })), ...(method === 'get' ? [token] : [])];
};

const urlOf = ({ path, inPath, query }: Sample) => {
  const segments = path
    .slice(1)
    .replace(/\{(\w+)\}/g, ':$1')
    .split('/');
  const search = Object.entries(query).map(([key, value]) => ({
    key,
    value: key === 'to' ? '{{mobile}}' : String(value),
  }));
  const text = search.map(({ key, value }) => `${key}=${value}`).join('&');
  return {
    raw: `{{baseUrl}}/${segments.join('/')}${text && `?${text}`}`,
    host: ['{{baseUrl}}'],
    path: segments,
    ...(search.length > 0 && { query: search }),
    variable: Object.entries(inPath).map(([key, value]) => ({ key, value: inPathValue(path, key) ?? String(value) })),
  };
};

const inPathValue = (path: string, name: string): string | undefined => {
  if (name !== 'id')
    return ['captchaId', 'ticket', 'userId', 'faceVerificationId'].includes(name) ? `{{${name}}}` : filled[name];
  const variable = path.includes('/erasures')
    ? 'erasureId'
    : idsBySegment.find(([segment]) => path.includes(`/${segment}`))?.[1];
  return variable && `{{${variable}}}`;
};

const bodyOf = ({ json, file }: Sample) => {
  if (file) return { body: { mode: 'file', file: { src: file } } };
  if (json === undefined) return {};
  const withVariables = Object.fromEntries(
    Object.entries(json as Record<string, unknown>).map(([name, value]) => [name, filled[name] ?? value]),
  );
  return { body: { mode: 'raw', raw: JSON.stringify(withVariables, null, 2), options: { raw: { language: 'json' } } } };
};
