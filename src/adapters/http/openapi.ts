import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { completeOperation, type Operation, problemSchema } from './openapi-operations.js';

const methods = ['get', 'post', 'put', 'delete'] as const;

/** The OpenAPI 3.1 document as the code says it. */
export const openApiDocument = (app: NestFastifyApplication): OpenAPIObject => {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('realname')
    .setDescription('Real-name journeys: a futures account’s basic information, and the registration identity.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'opaque session token' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'staff, OIDC' }, 'staff')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const schemas = { ...document.components?.schemas, Problem: problemSchema };
  document.components = { ...document.components, schemas: schemas as never };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method] as Operation | undefined;
      if (operation) completeOperation(operation, method, path, schemas);
    }
  }
  return document;
};

const docsPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/** Serves the document at `/openapi.json` and a browser for it at `/docs`, all from this host. */
export const addOpenApi = (app: NestFastifyApplication): void => {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', async (request, reply) => {
    if (/^\/docs(?:[/?]|$)/.test(request.url)) reply.header('content-security-policy', docsPolicy);
  });
  SwaggerModule.setup('docs', app, openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'realname API',
    swaggerOptions: { persistAuthorization: false, displayRequestDuration: true },
  });
};
