import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { previewOpenApi } from '../../../src/adapters/http/openapi/preview.js';
import { postmanCollection } from '../../../src/adapters/http/openapi/samples/postman.js';

interface Described {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly 'x-codeSamples': readonly { readonly lang: string; readonly source: string }[];
}

const starter = { companyCode: '0038', idNumber: '310101198807159604', mobile: '19938990101' };
let document: Awaited<ReturnType<typeof previewOpenApi>>;
let operations: readonly (Described & { readonly method: string; readonly path: string })[];
let folder: string;

beforeAll(async () => {
  document = await previewOpenApi();
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...(operation as Described), method, path })),
  );
  // Below the project, so that the client is found.
  folder = await mkdtemp(join('dist', 'samples-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sourceOf = (operation: Described, lang: string) =>
  operation['x-codeSamples'].find((sample) => sample.lang === lang)?.source;

describe('the samples of the document', () => {
  it('show every call by curl, with a value for each part of its path', () => {
    for (const operation of operations) {
      const [first] = sourceOf(operation, 'Shell')!.split(' \\\n');
      expect(first).toMatch(/^curl .*"\$BASE\/[^{}… ]*"$/);
    }
  });

  it('give the tokens and headers that the call asks for', () => {
    const approve = operations.find(({ operationId }) => operationId === 'postApproval')!;
    expect(sourceOf(approve, 'Shell')).toContain('-H \'If-Match: "3"\'');
    for (const operation of operations) {
      const needsToken = operation.security.length > 0;
      expect([operation.operationId, sourceOf(operation, 'Shell')!.includes('Authorization: Bearer')]).toEqual([
        operation.operationId,
        needsToken,
      ]);
    }
  });

  it('show every call by the client in TypeScript that the compiler takes', async () => {
    const bodies = operations.flatMap((operation) => sourceOf(operation, 'TypeScript') ?? []);
    expect(bodies.length).toBeGreaterThan(90);
    const file = join(folder, 'samples.ts');
    const imports = "import { type Api, answered, answeredBytes, photoBody } from '@realname/client';";
    const given = 'declare const api: Api; declare const photo: Uint8Array<ArrayBuffer>;';
    const functions = bodies.map((body) => `export const _ = async () => {\n${body}\n};`);
    const numbered = functions.map((text, index) => text.replace('const _', `const f${index}`));
    await writeFile(file, [imports, given, ...numbered].join('\n'));
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2024,
      skipLibCheck: true,
    });
    const faults = ts.getPreEmitDiagnostics(program).map(({ file: where, start, messageText }) => {
      const line = where && start !== undefined ? where.getLineAndCharacterOfPosition(start).line : 0;
      const text = ts.flattenDiagnosticMessageText(messageText, ' ');
      return `${where?.text.split('\n').slice(line, line + 1)}: ${text}`;
    });
    expect(faults).toEqual([]);
  });
});

describe('the collection for Postman', () => {
  it('has every call once, in the folder of its tag', () => {
    const { item: folders } = postmanCollection(document, starter);
    const calls = folders.flatMap(({ name, item }) =>
      item.map(({ request }) => `${name}: ${request.method} ${request.url.raw.split('?')[0]}`),
    );
    const expected = operations.map((operation) => {
      const [tag] = (operation as unknown as { tags: string[] }).tags;
      const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
      return `${tag}: ${operation.method.toUpperCase()} {{baseUrl}}${path}`;
    });
    expect(calls.sort()).toEqual(expected.sort());
  });

  it('uses no variable that is neither given nor kept from an answer', () => {
    const collection = postmanCollection(document, starter);
    const used = [...JSON.stringify(collection.item).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
    const script = collection.event[0]!.script.exec.join('\n');
    const roles = ['operator', 'agent', 'reviewer', 'auditor'];
    const given = new Set([...collection.variable.map(({ key }) => key), ...roles]);
    const unknown = [...new Set(used)].filter((name) => !given.has(name) && !script.includes(`"${name}"`));
    expect(unknown).toEqual([]);
  });

  it('calls staff routes with the token of a role that may', () => {
    const { item: folders } = postmanCollection(document, starter);
    const call = folders.flatMap(({ item }) => item).find(({ request }) => request.url.raw.endsWith('/approval'))!;
    expect(call.request.auth).toEqual({
      type: 'bearer',
      bearer: [{ key: 'token', type: 'string', value: '{{reviewer}}' }],
    });
  });
});
