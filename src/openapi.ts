import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { previewOpenApi } from './adapters/http/openapi/preview.js';
import { postmanCollection } from './adapters/http/openapi/samples/postman.js';
import { customers } from './adapters/sandbox/people/rows.js';

// `npm run --silent openapi`: the document that /openapi.json of a sandbox serves, and a collection of its calls.
const write = (path: string, value: unknown) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
const document = await previewOpenApi();
const { companyCode, idNumber, contactMobile: mobile } = customers[0]!;
write('dist/openapi.json', document);
write('dist/realname.postman_collection.json', postmanCollection(document, { companyCode, idNumber, mobile }));
