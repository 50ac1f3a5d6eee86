import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxMessagesController } from '../../../src/adapters/http/sandbox/messages.controller.js';
import { HealthController, ReadinessChecks } from '../../../src/adapters/http/shared/health.controller.js';
import { SandboxSms } from '../../../src/application/ports/sandbox.js';
import { Background } from '../../../src/application/shared/background.js';
import { openTestApp, type TestApp } from '../../support/http-app/http-app.js';

interface Media {
  example?: unknown;
  examples?: object;
  schema?: object;
}
interface Reference {
  $ref: string;
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
}
interface Answer {
  description: string;
  headers?: Record<string, Reference>;
  content?: Record<string, Media>;
}
interface Operation {
  parameters: (Parameter | Reference)[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer | Reference>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { properties: Record<string, unknown>; allOf?: unknown[]; enum?: string[] }>;
    responses: Record<string, Answer>;
    parameters: Record<string, Parameter>;
  };
}

let http: TestApp;
let document: Document;
beforeAll(async () => {
  http = await openTestApp({
    controllers: [SandboxMessagesController, HealthController],
    providers: [
      { provide: SandboxSms, useValue: {} },
      { provide: Background, useValue: {} },
      { provide: ReadinessChecks, useValue: new ReadinessChecks([]) },
    ],
  });
  document = (await (await fetch(`${http.url}/openapi.json`)).json()) as Document;
});
afterAll(() => http.app.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );

const answer = (response: Answer | Reference | undefined): Answer | undefined =>
  response && '$ref' in response ? document.components.responses[response.$ref.split('/').at(-1)!] : response;
const parameter = (each: Parameter | Reference): Parameter =>
  '$ref' in each ? document.components.parameters[each.$ref.split('/').at(-1)!]! : each;

describe('the OpenAPI document', () => {
  it('is 3.1 and gives every JSON body an example', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const [name, { requestBody, responses }] of operations()) {
      for (const { content } of [requestBody, ...Object.values(responses).map(answer)].filter(
        (body) => body !== undefined,
      ))
        for (const [type, media] of Object.entries(content ?? {}))
          if (type.includes('json'))
            expect([name, type, media.example ?? media.examples]).toEqual([name, type, expect.anything()]);
    }
  });

  it('documents each call’s own problems and those of every call, by status', () => {
    const { responses } = document.paths['/v1/writes']!.post!;
    expect(answer(responses['422'])?.description).toBe('`captcha.invalid` · `idempotency.key-reused`');
    expect(answer(responses['412'])?.description).toBe('`revision.mismatch`');
    expect(Object.keys(answer(responses['422'])?.content?.['application/problem+json']?.examples ?? {})).toEqual([
      'captcha.invalid',
      'idempotency.key-reused',
    ]);
    expect(answer(document.paths['/v1/forms']!.post!.responses['415'])?.description).toBe('`request.media-type`');
    expect(answer(document.paths['/v1/staff/me']!.get!.responses['403'])?.description).toBe('`access.forbidden`');
    for (const note of ['x-problems', 'x-etag', 'x-examples']) expect(JSON.stringify(document)).not.toContain(note);
  });

  it('says each problem once, with its members, and refers to it', () => {
    const { post } = document.paths['/v1/writes']!;
    expect(post!.responses['422']).toEqual({ $ref: '#/components/responses/CaptchaInvalidOrIdempotencyKeyReused' });
    expect(document.components.responses.SessionRequired?.headers).toHaveProperty('WWW-Authenticate');
    expect(JSON.stringify(document.components.schemas.RequestInvalidProblem)).toContain('field.required');
    expect(JSON.stringify(document.paths)).not.toContain('problem+json');
  });

  it('documents the headers that calls answer', () => {
    const headers = (path: string, status: string) =>
      Object.keys(answer(document.paths[path]!.post!.responses[status])?.headers ?? {});
    expect(headers('/v1/writes', '200')).toEqual(['X-Correlation-Id', 'ETag']);
    expect(headers('/v1/futures/writes', '201')).toEqual(['X-Correlation-Id', 'Consistency-Token']);
  });

  it('documents the headers that calls take', () => {
    const headers = (path: string, method: string) =>
      document.paths[path]![method]!.parameters.map(parameter)
        .filter((p) => p.in === 'header')
        .map((p) => p.name);
    expect(headers('/v1/writes', 'post')).toEqual(
      expect.arrayContaining(['Idempotency-Key', 'If-Match', 'X-Correlation-Id']),
    );
    expect(headers('/v1/futures/sessions/current', 'get')).toEqual(
      expect.arrayContaining(['X-Device-Id', 'Consistency-Token']),
    );
    expect(headers('/v1/identity/me', 'get')).not.toContain('X-Device-Id');
  });

  it('describes fields by their decorators', () => {
    expect(document.paths['/v1/forms']!.post!.requestBody!.content['application/json']!.example).toMatchObject({
      idNumber: '11010119900307002X',
      span: { start: '2026-11-22', end: '2026-11-22' },
    });
    expect(document.components.schemas.Form!.properties.address).toMatchObject({
      type: 'string',
      minLength: 3,
      maxLength: 10,
      example: '世纪大道',
    });
    const photo = document.paths['/v1/things/{id}/photos/{kind}']!.put!.requestBody!.content;
    expect(Object.keys(photo)).toEqual(['image/jpeg', 'image/png']);
  });

  it('has no reference that leads nowhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]*)"/g)].map(
      (match) => match[1]!,
    );
    expect(references).toEqual(expect.arrayContaining(['Form', 'Span', 'Problem', 'ShownMessage']));
    expect(references.filter((name) => !document.components.schemas[name])).toEqual([]);
  });
});

describe('/docs', () => {
  it('is served whole by this host', async () => {
    const page = await fetch(`${http.url}/docs`);
    const html = await page.text();
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).not.toMatch(/^(?:https?:)?\/\//);
      const served = await fetch(new URL(asset, `${http.url}/docs`));
      expect([asset, served.status, (await served.text()).length > 0]).toEqual([asset, 200, true]);
    }
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(html).not.toMatch(/<script>(?!\s*<)/);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    fetch(`${http.url}/v1/writes`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'idempotency-key,x-device-id',
      },
    });

  it('lets any localhost call in the sandbox, without credentials, with every header of the contract', async () => {
    const { status, headers } = await preflight('http://localhost:5173');
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, 'http://localhost:5173']);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-allow-headers')).toMatch(/Idempotency-Key.*X-Device-Id/);
    expect(headers.get('access-control-allow-methods')).toContain('DELETE');
    const refused = await fetch(`${http.url}/v1/unknown`, { headers: { origin: 'http://127.0.0.1:1' } });
    expect(refused.headers.get('access-control-expose-headers')).toMatch(/Consistency-Token.*ETag.*Retry-After/);
  });

  it.each(['https://evil.example', 'http://localhost.evil.example', 'null'])('lets %s not', async (origin) => {
    expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
  });
});
