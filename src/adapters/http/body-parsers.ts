import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from '../../domain/shared/domain-error.js';
import { isPublic } from './access.js';
import { refuseHostileInput } from './hostile-input.js';
import { readBody } from './read-body.js';
import { Room } from './room.js';
import { Note, notesOf } from './route-notes.js';

/** What anybody may send, and what those may whom the route knows. */
const publicLimit = 16 * 1024;
const knownLimit = 256 * 1024;
/** 10 MB (F13). */
export const photoLimit = 10 * 1024 ** 2;
const photoType = 'application/x-photo';

/** Looks whether this caller may give the thing a photo, before its bytes are read. */
export type UploadCheck = abstract new (
  ...args: never[]
) => {
  /** @throws DomainError what the call is refused with */
  mayUpload(request: FastifyRequest): Promise<unknown>;
};

/** The body is a photo's raw bytes, whatever the media type says: `@Body()` is a Buffer. */
export const PhotoBody = (photo: UploadCheck) =>
  applyDecorators(
    Note({ photo }),
    ApiConsumes('image/jpeg', 'image/png'),
    ApiBody({ schema: { type: 'string', format: 'binary' } }),
  );

export const isPhotoRoute = (request: FastifyRequest): boolean => notesOf(request).photo !== undefined;

export interface BodyOptions {
  /** Bytes of all photos that are at hand at a time. */
  readonly photoBytes: number;
  /** The one of a class that Nest has made. */
  readonly checkOf: <T>(type: abstract new (...args: never[]) => T) => T;
}

/** JSON, photos, OCSP requests, and forms where a route takes one; everything else is 415. */
export const addBodyParsers = (fastify: FastifyInstance, { photoBytes, checkOf }: BodyOptions): void => {
  const photos = new Room(photoBytes);
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRequest', async (request) => {
    const { photo } = notesOf(request);
    if (photo) {
      request.headers = { 'content-type': photoType };
      await checkOf(photo).mayUpload(request);
    } else if (request.mediaType === photoType) throw refusal('request.media-type');
  });
  fastify.addHook('onResponse', async (request) => photos.leave(request));

  const parse = (
    type: string,
    limitOf: (request: FastifyRequest) => number,
    read: (bytes: Buffer, request: FastifyRequest) => unknown,
  ) =>
    fastify.addContentTypeParser(type, async (request: FastifyRequest) => {
      const taken = isPhotoRoute(request) ? (bytes: number) => photos.enter(request, bytes) : () => {};
      request.bodyBytes = await readBody(request, limitOf(request), taken);
      return read(request.bodyBytes, request);
    });
  parse('application/json', (request) => (isPublic(request) ? publicLimit : knownLimit), parseJson);
  parse(
    photoType,
    () => photoLimit,
    (bytes) => bytes,
  );
  parse(
    'application/ocsp-request',
    () => publicLimit,
    (bytes) => bytes,
  );
  parse('application/x-www-form-urlencoded', () => publicLimit, parseForm);
};

const parseForm = (bytes: Buffer, request: FastifyRequest): unknown => {
  if (!notesOf(request).form) throw refusal('request.media-type');
  return Object.fromEntries(new URLSearchParams(bytes.toString()));
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
