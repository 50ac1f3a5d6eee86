import { readdirSync, readFileSync } from 'node:fs';
import type { SealedValue } from '../../src/application/core/sealed.js';
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

/** A personal value as it was sealed, with the key that opens it. */
interface SealedSample {
  readonly name: string;
  readonly key: { readonly id: string; readonly subject: string; readonly bytes: string };
  readonly stream: string;
  readonly person: string;
  readonly sealed: SealedValue;
  readonly value: string;
}

/** One of every format that was ever written. */
export const sealedSamples: readonly SealedSample[] = readdirSync(`${directory}/sealed`).map((file) => ({
  name: file.slice(0, -'.json'.length),
  ...JSON.parse(readFileSync(`${directory}/sealed/${file}`, 'utf8')),
}));

/** Every stored sample by its name, `<type>.v<schema version>`. */
export const eventSamples: ReadonlyMap<string, EventSample> = new Map(
  readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(`${directory}/${file}`, 'utf8'))]),
);
