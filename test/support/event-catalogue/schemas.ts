import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

export type Schema = { readonly [member: string]: unknown };

/** A union of events, as a file of the domain exports it. */
interface Union {
  readonly file: string;
  readonly name: string;
  /** Whether it is generic in how personal values are held. */
  readonly generic: boolean;
}

const domain = 'src/domain';

const unions = (): readonly Union[] =>
  readdirSync(domain, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(domain, file), 'utf8').matchAll(/^export type (\w+Event)(<H extends Held)?\b/gm)].map(
        ([, name, generic]) => ({ file: file.replace(/\.ts$/, '.js'), name: name!, generic: generic !== undefined }),
      ),
    );

/** A file that is nowhere: every event, with personal values sealed. */
const entry = resolve(domain, 'every-event.ts');
const entryText = (): string => {
  const all = unions();
  const imports = all.map(({ file, name }) => `import type { ${name} } from './${file}';`);
  const names = all.map(({ name, generic }) => (generic ? `${name}<'sealed'>` : name));
  return [...imports, `export type EveryEvent = ${names.join(' | ')};`].join('\n');
};

/**
 * What the code's types say of the data of each event as the log holds it, by its type, as JSON Schema. All names are in
 * order, so that a digest says whether a shape has changed.
 */
export const eventSchemas = (): ReadonlyMap<string, Schema> => {
  const checker = checkerOf(entryText());
  const schemas = new Map<string, Schema>();
  for (const event of checker.types) {
    const member = (name: string) => checker.typeOf(event.getProperty(name)!);
    const { value: type } = member('type') as ts.StringLiteralType;
    const data = schemaOf(checker.checker, member('data'));
    const other = schemas.get(type);
    schemas.set(type, other ? either([other, data]) : data);
  }
  return schemas;
};

const checkerOf = (text: string) => {
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, '.');
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === entry || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === entry ? ts.createSourceFile(name, text, ts.ScriptTarget.ESNext) : getSourceFile(name, ...rest);
  const program = ts.createProgram([entry], { ...options, types: [] }, host);
  const checker = program.getTypeChecker();
  const [every] = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!);
  const { types } = checker.getDeclaredTypeOfSymbol(every!) as ts.UnionType;
  return { checker, types, typeOf: (symbol: ts.Symbol) => checker.getTypeOfSymbol(symbol) };
};

const schemaOf = (checker: ts.TypeChecker, type: ts.Type): Schema => {
  const of = (each: ts.Type) => schemaOf(checker, each);
  const is = (flags: ts.TypeFlags) => (type.flags & flags) !== 0;
  if (type.isUnion()) return either(type.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined)).map(of));
  if (type.isStringLiteral() || type.isNumberLiteral()) return { enum: [type.value] };
  if (is(ts.TypeFlags.BooleanLiteral)) return { enum: [checker.typeToString(type) === 'true'] };
  if (is(ts.TypeFlags.StringLike)) return { type: 'string' };
  if (is(ts.TypeFlags.NumberLike)) return { type: 'number' };
  if (is(ts.TypeFlags.Null)) return { type: 'null' };
  if (is(ts.TypeFlags.Unknown | ts.TypeFlags.Any)) return {};
  const parts = () => checker.getTypeArguments(type as ts.TypeReference);
  if (type.symbol?.name === 'Sealed') return sealed(of(parts()[0]!));
  if (checker.isArrayType(type) || checker.isTupleType(type)) return { type: 'array', items: either(parts().map(of)) };
  return objectOf(checker, type);
};

const objectOf = (checker: ts.TypeChecker, type: ts.Type): Schema => {
  const members = checker.getPropertiesOfType(type).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const others = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  const property = (each: ts.Symbol) => [each.name, schemaOf(checker, checker.getTypeOfSymbol(each))] as const;
  return {
    type: 'object',
    properties: Object.fromEntries(members.map(property)),
    required: members.filter(({ flags }) => !(flags & ts.SymbolFlags.Optional)).map(({ name }) => name),
    ...(others && { additionalProperties: schemaOf(checker, others) }),
  };
};

/** A value that was encrypted with the person's data key; `x-personal` is what it holds. */
const sealed = (value: Schema): Schema => ({ allOf: [{ $ref: '#/components/schemas/sealed' }], 'x-personal': value });

/** Any of them; single values are one enumeration. */
const either = (schemas: readonly Schema[]): Schema => {
  const flat = schemas.flatMap((each) => (each.anyOf as readonly Schema[] | undefined) ?? [each]);
  const values = new Set(flat.flatMap((each) => (each.enum as readonly unknown[] | undefined) ?? []));
  const texts = new Set(flat.filter((each) => !each.enum).map((each) => JSON.stringify(each)));
  if (values.has(true) && values.has(false)) {
    texts.add('{"type":"boolean"}');
    for (const value of [true, false]) values.delete(value);
  }
  const kinds = [...texts].sort().map((text): Schema => JSON.parse(text));
  const all = values.size > 0 ? [{ enum: [...values].sort() }, ...kinds] : kinds;
  return all.length === 1 ? all[0]! : { anyOf: all };
};
