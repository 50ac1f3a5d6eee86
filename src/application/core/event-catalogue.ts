import type { AnyEventSchema } from '../../domain/shared/decider.js';
import type { Json } from '../ports/json.js';
import { aggregates } from './aggregates.js';

/** Every event type of the log: its schema version, personal fields and upcasts. */
export const eventCatalogue: { readonly [type: string]: AnyEventSchema | undefined } = Object.assign(
  {},
  ...aggregates.map(({ schema }) => schema),
);

const shapes = new Map(Object.values(eventCatalogue).flatMap((schema) => Object.entries(schema!.personal)));

/** A personal value, as it was sealed under the field's name, in today's shape. */
export const inTodaysShape = (field: string, stored: Json): Json => {
  const shape = shapes.get(field);
  return shape ? (shape(stored as never) as Json) : stored;
};
