import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { typesOf } from '../../client/types-of.js';
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

describe('the client’s copy of the contract (npm run openapi)', () => {
  it('is the document that the service serves', async () => {
    const served = JSON.parse(await (await fetch(`${service.url}/openapi.json`)).text()) as Document;
    const kept = JSON.parse(await readFile('client/openapi.json', 'utf8')) as Document;
    expect(differing(kept.paths, served.paths)).toEqual([]);
    expect(differing(kept.components.schemas, served.components.schemas)).toEqual([]);
    expect(kept).toEqual(served);
  });

  it('has the types of that document', async () => {
    const document = JSON.parse(await readFile('client/openapi.json', 'utf8'));
    expect(await readFile('client/openapi.d.ts', 'utf8')).toBe(await typesOf(document));
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
