import type { CataloguedEvent } from './catalogue.js';
import type { Schema } from './schemas.js';

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || '–';

/** docs/events.md */
export const eventsPage = (catalogue: readonly CataloguedEvent[]): string => {
  const sections = [...Map.groupBy(catalogue, ({ category }) => category)].map(([category, events]) => [
    `## ${category}`,
    '',
    `Streams \`${category}-<id>\`, of ${owners[events[0]!.whose]}.`,
    '',
    '| event | version | fields | personal | read models | processes |',
    '|---|---|---|---|---|---|',
    ...events.map(({ type, version, schema, personal, readModels, processes }) => {
      const cells = [`\`${type}\``, version, list(fieldsOf(schema)), list(personal), list(readModels), list(processes)];
      return `| ${cells.join(' | ')} |`;
    }),
    '',
  ]);
  return `${introduction.join('\n')}\n${sections.flat().join('\n')}`;
};

const owners: Readonly<Record<CataloguedEvent['whose'], string>> = {
  customer: 'one customer',
  user: 'one user of the identity app',
  staff: 'staff and operators',
  nobody: 'nobody in particular',
};

const introduction = [
  '# Events',
  '',
  'Every event of the log, written by `npm run configuration` from the code. The aggregate that a section names emits it; read models fold it',
  'and processes act upon it. Fields marked `?` may be absent. Personal fields are sealed with the key of the person (P1). `dist/asyncapi.json` has',
  'the schema of each, as AsyncAPI 3. `event-digests.json` has a digest of each shape: a shape changes only with its version.',
  '',
];

const fieldsOf = (schema: Schema): readonly string[] => {
  const variants = (schema.anyOf as readonly Schema[] | undefined) ?? [schema];
  const names = variants.flatMap(({ properties }) => Object.keys(properties as object));
  const isRequired = (name: string) => variants.every(({ required }) => (required as readonly string[]).includes(name));
  return [...new Set(names)].sort().map((name) => (isRequired(name) ? name : `${name}?`));
};

/** dist/asyncapi.json: the log as AsyncAPI 3. */
export const asyncApi = (catalogue: readonly CataloguedEvent[], version: string): object => {
  const categories = [...Map.groupBy(catalogue, ({ category }) => category)];
  const channels = categories.map(([category, events]) => [category, channelOf(category, events)]);
  const hearers = (kind: 'readModels' | 'processes') => [...new Set(catalogue.flatMap((event) => event[kind]))].sort();
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'realname: events of the log',
      version,
      description: 'What the service appends to its log, on PostgreSQL or EventStoreDB, and who hears it.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(channels),
    operations: Object.fromEntries([
      ...categories.map(([category]) => [`emit-${category}`, operation('send', category)]),
      ...hearers('readModels').map((name) => [`fold-${name}`, heard(catalogue, 'readModels', name)]),
      ...hearers('processes').map((name) => [`act-${name}`, heard(catalogue, 'processes', name)]),
    ]),
    components: {
      messages: Object.fromEntries(catalogue.map((event) => [event.type, messageOf(event)])),
      schemas: { sealed: sealedSchema, metadata: metadataSchema },
    },
  };
};

const channelOf = (category: string, events: readonly CataloguedEvent[]) => ({
  address: `${category}-{id}`,
  parameters: { id: { description: 'what the stream is about' } },
  messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
});

const described = { send: 'The aggregate’s events.', receive: 'Events that are heard.' };

const operation = (action: 'send' | 'receive', category: string, messages?: readonly string[]) => ({
  action,
  description: described[action],
  channel: { $ref: `#/channels/${category}` },
  ...(messages && { messages: messages.map((type) => ({ $ref: `#/channels/${category}/messages/${type}` })) }),
});

/** An operation has one channel: of somebody who hears several, the first, with the others beside it. */
const heard = (catalogue: readonly CataloguedEvent[], kind: 'readModels' | 'processes', name: string) => {
  const events = catalogue.filter((event) => event[kind].includes(name));
  const [first, ...others] = [...Map.groupBy(events, ({ category }) => category)];
  const types = (of: readonly CataloguedEvent[]) => of.map(({ type }) => type);
  return {
    ...operation('receive', first![0], types(first![1])),
    ...(others.length > 0 && { 'x-further': others.map(([category, of]) => ({ category, messages: types(of) })) }),
  };
};

const messageOf = ({ type, version, personal, schema }: CataloguedEvent) => ({
  name: type,
  title: type,
  summary: personal.length > 0 ? `personal: ${personal.join(', ')}` : 'nothing personal',
  headers: {
    type: 'object',
    allOf: [{ $ref: '#/components/schemas/metadata' }, { properties: { schemaVersion: { const: version } } }],
  },
  payload: schema,
});

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };

const sealedSchema = {
  type: 'object',
  description: 'a personal value, encrypted with the data key of the person (AES-256-GCM)',
  properties: {
    $sealed: { enum: [1, 2] },
    key: { type: 'string', format: 'uuid' },
    field: text,
    digest: { ...text, description: 'of the disclosure of the value (RFC 9901); from format 2 on' },
    event: { type: 'object', properties: { type: text, id: text } },
    value: { type: 'string', contentEncoding: 'base64' },
  },
  required: ['$sealed', 'key', 'field', 'value'],
};

const metadataSchema = {
  type: 'object',
  description: 'what every event carries beside its data (P5)',
  properties: {
    at: { type: 'string', format: 'date-time' },
    actor: {
      type: 'object',
      properties: { kind: { enum: ['customer', 'user', 'staff', 'system', 'anonymous'] }, id: text },
      required: ['kind', 'id'],
    },
    correlationId: text,
    causationId: text,
    commandId: text,
    session: textOrNull,
    device: textOrNull,
    clientVersion: textOrNull,
    schemaVersion: { type: 'integer' },
  },
  required: ['at', 'actor', 'correlationId', 'causationId', 'commandId', 'schemaVersion'],
};
