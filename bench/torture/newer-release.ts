import { readModels } from '../../src/application/read-models/models.js';

// The service as a release in which every read model was raised.
for (const model of readModels as readonly { version: number }[]) model.version += 1;

await import('../../src/main.js');
