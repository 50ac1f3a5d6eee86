import { readFileSync, writeFileSync } from 'node:fs';
import { pages } from '../dist/src/adapters/composition/pages.js';

// npm run configuration: writes what .env.example and README.md say about the code.
for (const [path, written] of Object.entries(pages)) writeFileSync(path, written(readFileSync(path, 'utf8')));
