import { readdirSync, readFileSync } from 'node:fs';
import type { Fact } from '../../src/domain/shared/decider.js';

/** An event as it was stored, the events before it (by sample), and the state that they make. */
export interface EventSample {
  readonly type: string;
  readonly schemaVersion: number;
  readonly history: readonly string[];
  readonly data: Fact['data'];
  readonly state: unknown;
}

const directory = 'test/events';

/** Every stored sample by its name, `<type>.v<schema version>`. */
export const eventSamples: ReadonlyMap<string, EventSample> = new Map(
  readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(`${directory}/${file}`, 'utf8'))]),
);
