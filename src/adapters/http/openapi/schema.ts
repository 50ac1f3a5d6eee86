/** The part of JSON Schema that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly example?: unknown;
}

export type Schemas = Readonly<Record<string, Schema>>;

export const refTo = (kind: 'schemas' | 'responses' | 'headers' | 'parameters' | 'examples', name: string) => ({
  $ref: `#/components/${kind}/${name}`,
});

export type Example = string | number | boolean | null | readonly Example[] | { readonly [key: string]: Example };

const formats: readonly (readonly [string, RegExp])[] = [
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/],
  ['date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
];

const formatOf = (text: string): { readonly format?: string } => {
  const format = formats.find(([, pattern]) => pattern.test(text))?.[0];
  return format ? { format } : {};
};

/** What an example is one of. */
export const schemaOf = (example: Example): Schema => {
  if (Array.isArray(example)) return { type: 'array', items: schemaOf(example[0] ?? '') };
  if (example === null) return { type: 'null' };
  if (typeof example === 'string') return { type: 'string', ...formatOf(example) };
  if (Number.isInteger(example)) return { type: 'integer' };
  if (typeof example !== 'object') return { type: typeof example };
  const members = Object.entries(example as Record<string, Example>);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(([name, member]) => [name, schemaOf(member)])),
    required: members.map(([name]) => name),
  };
};

const plainExamples: Readonly<Record<string, unknown>> = {
  string: '…',
  integer: 1,
  number: 1,
  boolean: true,
  array: [],
  object: {},
};

/** An example of a schema, made of those of its members. */
export const exampleOf = (schema: Schema, schemas: Schemas): unknown => {
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return exampleOf(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas);
  const [first] = schema.allOf ?? schema.oneOf ?? schema.anyOf ?? [];
  if (first) return exampleOf(first, schemas);
  if (schema.enum?.length) return schema.enum[0];
  if (schema.format === 'uuid') return '3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e';
  if (schema.items) return [exampleOf(schema.items, schemas)];
  if (schema.properties) {
    const members = Object.entries(schema.properties);
    return Object.fromEntries(members.map(([name, member]) => [name, exampleOf(member, schemas)]));
  }
  return plainExamples[[schema.type].flat()[0] as string] ?? null;
};
