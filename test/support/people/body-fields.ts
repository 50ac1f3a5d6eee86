interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema; example: unknown }>> };
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** A text in a body: where it lies, and what the document says of it. */
export interface TextField {
  readonly path: readonly string[];
  readonly pointer: string;
  readonly required: boolean;
  /** Anything may be typed. */
  readonly free: boolean;
}

export interface Body {
  readonly call: string;
  readonly method: string;
  readonly path: string;
  readonly example: object;
  readonly texts: readonly TextField[];
}

/**
 * Every body of JSON that the document knows, with its texts.
 * @param changes of examples, by call
 */
export const bodiesOf = (
  { paths, components }: Document,
  changes: Readonly<Record<string, object>> = {},
): readonly Body[] => {
  const resolved = ({ $ref, allOf, ...schema }: Schema): Schema => {
    const [only] = allOf ?? [];
    if (only) return resolved(only);
    return $ref ? resolved(components.schemas[$ref.split('/').at(-1)!]!) : schema;
  };
  const textsIn = (schema: Schema, above: readonly string[], needed: boolean): TextField[] =>
    Object.entries(schema.properties ?? {}).flatMap(([name, declared]) => {
      const member = resolved(declared);
      const path = [...above, name];
      const required = needed && (schema.required ?? []).includes(name);
      if (member.type === 'object' || member.properties) return textsIn(member, path, required);
      if (member.type !== 'string') return [];
      return [{ path, pointer: `/${path.join('/')}`, required, free: !member.enum && !member.format }];
    });
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { requestBody }]) => {
      const media = requestBody?.content['application/json'];
      if (!media) return [];
      const call = `${method.toUpperCase()} ${path}`;
      const texts = textsIn(resolved(media.schema), [], true);
      const example = { ...(media.example as object), ...changes[call] };
      return [{ call, method: method.toUpperCase(), path, example, texts }];
    }),
  );
};

/** The example with other texts in some places. */
export const filledIn = (example: object, fields: readonly TextField[], text: (before: string) => string): object =>
  fields.reduce((body, { path }) => replaced(body, path, text), example);

const replaced = (body: object, [name, ...rest]: readonly string[], text: (before: string) => string): object => {
  const before = (body as Record<string, unknown>)[name!];
  const after = rest.length > 0 ? replaced((before ?? {}) as object, rest, text) : text(String(before ?? '张三'));
  return { ...body, [name!]: after };
};
