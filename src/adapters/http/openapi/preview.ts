import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Keyring } from '../../../application/core/keyring.js';
import { Authentication } from '../authentication.js';
import { controllers } from '../controllers.js';
import { openApiDocument } from './document.js';

/** What the constructor of a controller asks for: types of parameters, and tokens of `@Inject`. */
const dependenciesOf = (type: Type): readonly unknown[] => {
  const types: unknown[] = Reflect.getMetadata('design:paramtypes', type) ?? [];
  const injected: { param: unknown }[] = Reflect.getMetadata('self:paramtypes', type) ?? [];
  return [...types, ...injected.map(({ param }) => param)];
};

/** The document that a sandbox serves, without starting one: Nest's preview makes no controller and calls no provider. */
export const previewOpenApi = async (): Promise<OpenAPIObject> => {
  const dependencies = new Set([Authentication, Keyring, ...controllers.flatMap(dependenciesOf)]);

  @Module({ controllers, providers: [...dependencies].map((provide) => ({ provide: provide as Type, useValue: {} })) })
  class PreviewModule {}

  const options = { preview: true, logger: false, abortOnError: false } as const;
  return openApiDocument(
    await NestFactory.create<NestFastifyApplication>(PreviewModule, new FastifyAdapter(), options),
  );
};
