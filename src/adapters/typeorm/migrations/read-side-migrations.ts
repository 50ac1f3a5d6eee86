import { ReadSide1764000000001 } from './1764000000001-read-side.js';
import { ParkedRetries1764000000002 } from './1764000000002-parked-retries.js';
import { ReadModelRevisions1764000000003 } from './1764000000003-read-model-revisions.js';
import { LogPlaces1766000000000 } from './1766000000000-log-places.js';
import { ReadModelVersions1766000000001 } from './1766000000001-read-model-versions.js';

/** The tables of read models and processes, in the order of their making. */
export const readSideMigrations = [
  ReadSide1764000000001,
  ParkedRetries1764000000002,
  ReadModelRevisions1764000000003,
  LogPlaces1766000000000,
  ReadModelVersions1766000000001,
];
