import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Access } from './access.js';
import type { UploadCheck } from './body-parsers.js';

/** What the hooks below Nest know of a route before its body is read. */
export interface RouteNotes {
  /** Who may call; anybody unless given. */
  readonly access?: Access;
  /** What it answers is a token or a ticket, or leads to one: a repeat is answered alike for two minutes at most. */
  readonly handsOut?: true;
  /** Everybody is answered alike: anybody may cache it, and it is compressed. */
  readonly alikeForAll?: true;
  /** The body is a form's and no JSON, as OAuth has it. */
  readonly form?: true;
  /** The body is a photo, taken from whom this lets. */
  readonly photo?: UploadCheck;
}

const { KEY: key } = RouteConfig({});

/** On a method, or on a controller for every method that has no such note itself. */
export const Note = (notes: RouteNotes) => (target: object, _name?: string | symbol, method?: PropertyDescriptor) => {
  if (method) return note(method.value, notes);
  const { prototype } = target as { prototype: object };
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
    if (name !== 'constructor' && typeof value === 'function')
      note(value, { ...notes, ...Reflect.getMetadata(key, value) });
};

const note = (method: object, notes: RouteNotes): void =>
  Reflect.defineMetadata(key, { ...Reflect.getMetadata(key, method), ...notes }, method);

/** The answer hands out a token or a ticket, or shows a mask to a stranger. */
export const HandsOut = () => Note({ handsOut: true });

/** The body is `application/x-www-form-urlencoded`, of which the last value of a name counts. */
export const FormBody = () => Note({ form: true });

export const notesOf = (request: FastifyRequest): RouteNotes => (request.routeOptions?.config ?? {}) as RouteNotes;
