import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { catalogueOf, changedShapes, type Digests, withNew } from './catalogue.js';
import { asyncApi, eventsPage } from './pages.js';
import { eventSchemas } from './schemas.js';

// Writes docs/events.md, its digests and dist/asyncapi.json, from the built service and the types of its source. It ends with 1 where a shape has
// changed and its version has not.

const built = (path: string) => import(resolve('dist/src', path));
const { aggregates } = await built('application/core/aggregates.js');
const { readModels } = await built('application/read-models/models.js');
const { knownProcesses: processes } = await built('application/application.js');
const catalogue = catalogueOf({ aggregates, readModels, processes, schemas: eventSchemas() });
const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const digests: Digests = JSON.parse(readFileSync('docs/event-digests.json', 'utf8'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

writeFileSync('docs/events.md', eventsPage(catalogue));
writeFileSync('dist/asyncapi.json', json(asyncApi(catalogue, version)));
writeFileSync('docs/event-digests.json', json(withNew(digests, catalogue)));
const changed = changedShapes(digests, catalogue);
if (changed.length > 0) {
  process.stderr.write(`a new shape needs a new schema version and an upcast: ${changed.join(', ')}\n`);
  process.exitCode = 1;
}
