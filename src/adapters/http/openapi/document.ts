import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { answeredHeaders, headerParameters } from './headers.js';
import { completeOperation, type Operation } from './operation.js';
import { ProblemComponents } from './problems.js';
import type { Schemas } from './schema.js';
import { stateExamples } from './state-examples.js';
import { tags } from './tags.js';

const methods = ['get', 'post', 'put', 'delete'] as const;

const description = `Two Chinese real-name journeys: a futures account’s basic information, and the registration identity.
The conventions of every call (sessions, idempotency, revisions, read-your-writes, problems) are \`docs/api.md\`; the order
of calls behind each screen is \`docs/journeys.md\`. Rules (V…, F…, R…, P…) are those of \`docs/rules.md\`.`;

const base = () => {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('realname')
    .setDescription(description)
    .setVersion('1')
    .setLicense('UNLICENSED', '')
    .addServer('/', 'the service that serves this document')
    .addSecurity('session', { type: 'http', scheme: 'bearer', description: 'opaque token of a sign-in' })
    .addSecurity('staff', { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'OIDC token of staff' });
  for (const [name, about] of Object.entries(tags)) builder.addTag(name, about);
  const config = builder.build();
  config.info.license = { name: 'UNLICENSED', identifier: 'LicenseRef-UNLICENSED' } as never;
  return config;
};

/** The OpenAPI 3.1 document as the code says it. */
export const openApiDocument = (app: NestFastifyApplication): OpenAPIObject => {
  const document = SwaggerModule.createDocument(app, base());
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  const problems = new ProblemComponents();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as Operation | undefined;
      if (operation) completeOperation({ method, path, operation }, schemas, problems);
    }
  }
  const used = new Set(Object.values(document.paths).flatMap((item) => methods.flatMap((m) => item[m]?.tags ?? [])));
  document.tags = document.tags?.filter(({ name }) => used.has(name)) ?? [];
  document.components = {
    ...document.components,
    schemas: { ...schemas, ...problems.schemas } as never,
    responses: problems.responses as never,
    parameters: headerParameters as never,
    headers: answeredHeaders as never,
    examples: { ...problems.examples, ...examplesOfStates(schemas) } as never,
  };
  return document;
};

const examplesOfStates = (schemas: Schemas) =>
  Object.fromEntries(
    Object.entries(stateExamples)
      .filter(([answer]) => answer in schemas)
      .flatMap(([answer, states]) =>
        Object.entries(states).map(([state, value]) => [`${answer}.${state}`, { value }] as const),
      ),
  );

const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** Serves the document at `/openapi.json` and a browser for it at `/docs`, all from this host; it is made when it is first asked for. */
export const addOpenApi = (app: NestFastifyApplication): void => {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', async (request, reply) => {
    if (/^\/docs(?:[/?]|$)/.test(request.url)) reply.header('content-security-policy', docsPolicy);
  });
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'realname API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
};
