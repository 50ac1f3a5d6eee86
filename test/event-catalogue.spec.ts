import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { knownProcesses } from '../src/application/application.js';
import { aggregates } from '../src/application/core/aggregates.js';
import { readModels } from '../src/application/read-models/models.js';
import { type CataloguedEvent, catalogueOf, changedShapes, withNew } from './support/event-catalogue/catalogue.js';
import { asyncApi, eventsPage } from './support/event-catalogue/pages.js';
import { eventSchemas, type Schema } from './support/event-catalogue/schemas.js';

const read = (path: string) => readFileSync(path, 'utf8');
const digests = JSON.parse(read('docs/event-digests.json'));
let catalogue: readonly CataloguedEvent[];
beforeAll(() => {
  catalogue = catalogueOf({ aggregates, readModels, processes: knownProcesses, schemas: eventSchemas() });
}, 300_000);

describe('the catalogue of events', () => {
  it('no shape of an event has changed without a new version', () => {
    expect(changedShapes(digests, catalogue)).toEqual([]);
  });

  it('pages are as `npm run configuration` writes them', () => {
    expect(read('docs/events.md')).toBe(eventsPage(catalogue));
    expect(withNew(digests, catalogue)).toEqual(digests);
  });

  it('a changed field is noticed, whatever it is: its name, its type, whether it may be absent, whether it is sealed', () => {
    const event = catalogue.find(({ type }) => type === 'CustomerImported')!;
    const schema = event.schema as { properties: Record<string, Schema>; required: string[] };
    const { companyCode, ...others } = schema.properties;
    const changes: Schema[] = [
      { ...schema, properties: { ...others, company: companyCode! } },
      { ...schema, properties: { ...schema.properties, companyCode: { type: 'number' } } },
      { ...schema, required: schema.required.slice(1) },
      { ...schema, properties: { ...schema.properties, name: { type: 'string' } } },
    ];
    const changedBy = (each: Schema) => {
      const schemas = new Map(catalogue.map(({ type, schema: known }) => [type, type === event.type ? each : known]));
      return changedShapes(digests, catalogueOf({ aggregates, readModels, processes: knownProcesses, schemas }));
    };
    for (const each of changes) expect(changedBy(each)).toEqual([`CustomerImported.v${event.version}`]);
    const within = { ...schema.properties.other, 'x-personal': {} };
    expect(changedBy({ ...schema, properties: { ...schema.properties, other: within } })).toEqual([]);
  });

  it('P1 what a schema seals is what the codec seals', () => {
    for (const { type, schema, personal } of catalogue) {
      const variants = (schema.anyOf as Schema[] | undefined) ?? [schema];
      const fields = variants.flatMap(({ properties }) => Object.entries(properties as Record<string, Schema>));
      const sealed = fields.filter(([, each]) => JSON.stringify(each).includes('schemas/sealed')).map(([name]) => name);
      expect({ type, sealed: [...new Set(sealed)].sort() }).toEqual({ type, sealed: personal });
    }
  });

  it('as AsyncAPI has no fault that Spectral finds', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'realname-asyncapi-'));
    const file = join(directory, 'asyncapi.json');
    await writeFile(file, JSON.stringify(asyncApi(catalogue, '1.0.0')));
    const lint = ['node_modules/@stoplight/spectral-cli/dist/index.js', 'lint', file, '--format', 'json'];
    const ruleset = ['--ruleset', 'test/support/event-catalogue/spectral.yml'];
    const { stdout } = spawnSync(process.execPath, [...lint, ...ruleset], { encoding: 'utf8' });
    await rm(directory, { recursive: true });
    expect(stdout).toMatch(/^\[\]/);
  }, 300_000);
});
