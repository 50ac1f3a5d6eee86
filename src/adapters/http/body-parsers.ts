import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from '../../domain/shared/domain-error.js';
import { refuseHostileInput } from './hostile-input.js';

const jsonLimit = 256 * 1024;
/** 10 MB (F13): more is refused while it comes in. */
const photoLimit = 10 * 1024 ** 2;
const ocspLimit = 16 * 1024;
/** Up to here the rest of a refused body is read away, so that a client gets to see the refusal. */
const drainLimit = 64 * 1024 ** 2;
const photoType = 'application/x-photo';

/** The body is a photo's raw bytes, whatever the media type says: `@Body()` is a Buffer. */
export const PhotoBody = () =>
  applyDecorators(
    RouteConfig({ body: 'photo' }),
    ApiConsumes('image/jpeg', 'image/png'),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );

export const isPhotoRoute = (request: FastifyRequest): boolean =>
  (request.routeOptions?.config as { body?: string } | undefined)?.body === 'photo';

/** JSON, photos and OCSP requests; everything else is 415. */
export const addBodyParsers = (fastify: FastifyInstance): void => {
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRequest', async (request) => {
    if (isPhotoRoute(request)) request.headers = { 'content-type': photoType };
    else if (request.mediaType === photoType) throw refusal('request.media-type');
  });
  const parse = (type: string, bodyLimit: number, read: (bytes: Buffer) => unknown) =>
    fastify.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit },
      async (request: FastifyRequest, body: unknown) => {
        request.bodyBytes = body as Buffer;
        return read(request.bodyBytes);
      },
    );
  parse('application/json', jsonLimit, parseJson);
  parse(photoType, photoLimit, (bytes) => bytes);
  parse('application/ocsp-request', ocspLimit, (bytes) => bytes);
  fastify.addHook('onSend', async (request, reply) => {
    const drainable = Number(request.headers['content-length']) <= drainLimit;
    if (reply.statusCode === 413 && drainable) reply.removeHeader('connection');
  });
};

/** Undefined for an empty body. */
const parseJson = (bytes: Buffer): unknown => {
  if (bytes.length === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal('request.invalid');
  }
  refuseHostileInput(value);
  return value;
};
