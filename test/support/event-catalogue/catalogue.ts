import { createHash } from 'node:crypto';
import type { Aggregate } from '../../../src/application/core/aggregates.js';
import type { Schema } from './schemas.js';

/** Who hears events of some types. */
interface Hearer {
  readonly name: string;
  readonly types: readonly string[];
}

/** The parts of the code that say something of events. */
export interface Sources {
  readonly aggregates: readonly Aggregate[];
  readonly readModels: readonly Hearer[];
  readonly processes: readonly Hearer[];
  readonly schemas: ReadonlyMap<string, Schema>;
}

export interface CataloguedEvent {
  readonly type: string;
  readonly version: number;
  /** Of the aggregate that emits it, and whose streams it stands in. */
  readonly category: string;
  readonly whose: Aggregate['whose'];
  readonly personal: readonly string[];
  readonly readModels: readonly string[];
  readonly processes: readonly string[];
  readonly schema: Schema;
  /** SHA-256 of schema and personal fields, without what is in these. */
  readonly digest: string;
}

/** Every event of the log, by aggregate. @throws Error for a type of which no schema is known */
export const catalogueOf = ({ aggregates, readModels, processes, schemas }: Sources): readonly CataloguedEvent[] => {
  const hearing = (hearers: readonly Hearer[], type: string) =>
    hearers.filter(({ types }) => types.includes(type)).map(({ name }) => name);
  return aggregates.flatMap(({ decider: { category }, whose, schema: events }) =>
    Object.entries(events).map(([type, { version, personal: shapes }]) => {
      const schema = schemas.get(type);
      if (!schema) throw new Error(`no union of events of the domain has ${type}`);
      const personal = Object.keys(shapes).sort();
      const digest = createHash('sha256').update(shapeOf(schema, personal)).digest('hex');
      const heard = { readModels: hearing(readModels, type), processes: hearing(processes, type) };
      return { type, version, category, whose, personal, ...heard, schema, digest };
    }),
  );
};

/** What a sealed value holds has a shape of its own, which is filled in wherever an older one is opened. */
const shapeOf = (schema: Schema, personal: readonly string[]): string =>
  JSON.stringify([schema, personal], (name, value) => (name === 'x-personal' ? undefined : value));

/** By `<type>.v<version>`. */
export type Digests = { readonly [name: string]: string };

const nameOf = ({ type, version }: CataloguedEvent): string => `${type}.v${version}`;

/** Events whose shape is not the one that their version was stored with: a new shape needs a new version, with an upcast. */
export const changedShapes = (known: Digests, catalogue: readonly CataloguedEvent[]): readonly string[] =>
  catalogue.filter((event) => (known[nameOf(event)] ?? event.digest) !== event.digest).map(nameOf);

/** What is known, and every version that is new. Nothing that is known changes. */
export const withNew = (known: Digests, catalogue: readonly CataloguedEvent[]): Digests => {
  const all = { ...Object.fromEntries(catalogue.map((event) => [nameOf(event), event.digest])), ...known };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
};
