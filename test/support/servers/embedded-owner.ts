import { startEmbeddedPostgres } from '../../../src/adapters/embedded/postgres-server.js';

// A process of its own that owns an embedded PostgreSQL until it is killed; says its URL when it runs.
const server = await startEmbeddedPostgres({ dataDir: process.argv[2]! });
console.log(server.url);
