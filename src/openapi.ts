import 'reflect-metadata';
import { previewOpenApi } from './adapters/http/openapi/preview.js';

// `npm run --silent openapi`: the document of what /openapi.json of a sandbox serves, on the standard output.
process.stdout.write(`${JSON.stringify(await previewOpenApi(), null, 2)}\n`);
