import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript';
import { RunningService } from '../support/servers/running-service.js';

interface Document {
  readonly paths: object;
  readonly components: { readonly schemas: object };
}

/** Names whose entries are not the same in both. */
const differing = (one: object, other: object): readonly string[] => {
  const [a, b] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => !isDeepStrictEqual(a.get(name), b.get(name)));
};

let service: RunningService;
beforeAll(async () => {
  service = await RunningService.start();
});
afterAll(() => service.dispose());

const served = async (): Promise<Document> => JSON.parse(await (await fetch(`${service.url}/openapi.json`)).text());

describe('what is built of the contract (npm run openapi)', () => {
  it('is the document that the service serves', async () => {
    const now = await served();
    const built = JSON.parse(await readFile('dist/openapi.json', 'utf8')) as Document;
    expect(differing(built.paths, now.paths)).toEqual([]);
    expect(differing(built.components.schemas, now.components.schemas)).toEqual([]);
    expect(built).toEqual(now);
  });

  it('has the types of that document', async () => {
    const types = await openapiTS((await served()) as unknown as OpenAPI3, { alphabetize: true });
    const built = await readFile('client/src/openapi.generated.ts', 'utf8');
    expect(built).toBe(COMMENT_HEADER + astToString(types));
  });
});

describe('/docs', () => {
  it('is served by this host alone, with everything it loads', async () => {
    const html = await (await fetch(`${service.url}/docs`)).text();
    const assets = [...html.matchAll(/(?:src|href)\s*=\s*["']([^"']+)["']/g)].map(([, address]) => address!);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      const address = new URL(asset, `${service.url}/docs`);
      expect([asset, address.origin]).toEqual([asset, service.url]);
      expect([asset, (await fetch(address)).status]).toEqual([asset, 200]);
    }
    const addresses = html.match(/https?:\/\/[^"'\s<]+/g) ?? [];
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
  });
});
