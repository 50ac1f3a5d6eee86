import { once } from 'node:events';
import { GetStreamDiff, GetStreamDiffHandler, type StreamDiff } from '../../../application/audit/diff.js';
import { EventScopes } from '../../../application/audit/event-scopes.js';
import type { Bound } from '../../../application/audit/folds.js';
import { GetStateAsOf, GetStateAsOfHandler } from '../../../application/audit/state.js';
import { Claims } from '../../../application/core/claims.js';
import { CommandRunner } from '../../../application/core/command-runner.js';
import { eventCatalogue } from '../../../application/core/event-catalogue.js';
import { EventCodec } from '../../../application/core/event-codec.js';
import { caughtUp, type EventStore, type Position, type StoredEvent } from '../../../application/ports/event-store.js';
import { Companies } from '../../../application/shared/companies.js';
import { CustomerScopes } from '../../../application/shared/customer-scopes.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { loadCompanies } from '../../configuration/companies/load-companies.js';
import type { Alarm } from '../../event-macs/authentic-event-store.js';
import { PostgresDataKeys } from '../../postgres/data-keys.js';
import type { Config } from '../config.js';
import { lookAuthentic } from '../logs.js';
import { type Database, withDatabase } from './database.js';
import { keyringOf, rightKeyring } from './keyring.js';
import { maskedEvent } from './masked-event.js';
import { operator } from './operator.js';
import { aligned, type Report } from './report.js';

export interface EventsQuery {
  readonly stream?: string;
  readonly types?: readonly string[];
  /** Exclusive. */
  readonly after?: Position;
  readonly follow?: true;
}

/**
 * Yields events of the log as auditors see them, until `signal` aborts where it follows; of the events that are not authentic those
 * in one stream end it, and in the whole log they are told too, and reported.
 * @throws Error; EventNotAuthentic; DependencyUnavailable
 */
export const tellEvents = (
  config: Config,
  query: EventsQuery,
  signal: AbortSignal,
  tell: (event: StoredEvent) => Promise<void>,
): Promise<Report | undefined> =>
  withDatabase(config, { migrated: false }, async (database) => {
    const { stream, types, after } = query;
    const unknown = types?.find((type) => !eventCatalogue[type]);
    if (unknown) throw new Error(`--type: there is no event ${unknown}: see docs/events.md`);
    const forged = new Set<string>();
    const store = await judged(database, config, ({ stream: of, revision }) => forged.add(`${of}@${revision}`));
    if (after !== undefined && !isPosition(store, after)) throw new Error('--after: no position of this log');
    for await (const event of eventsOf(store, query, signal))
      if ((!types || types.includes(event.type)) && (!stream || event.stream === stream)) await tell(event);
    if (forged.size === 0) return undefined;
    const notAuthentic = [...forged];
    const lines = notAuthentic.map((place) => `found: ${place} is not authentic: see realname verify --log`);
    return { found: true, lines, data: { notAuthentic } };
  });

/** The log as the service reads it, where the key of its MACs is here. */
const judged = async ({ pool, store }: Database, config: Config, alarm: Alarm): Promise<EventStore> => {
  if (!(await keyringOf(config))) return store;
  return lookAuthentic({ pool, keyring: await rightKeyring(pool, config) }, store, alarm);
};

async function* eventsOf(
  store: EventStore,
  { stream, after, follow }: EventsQuery,
  signal: AbortSignal,
): AsyncIterable<StoredEvent> {
  if (stream && !follow) {
    for await (const event of store.read(stream))
      if (after === undefined || store.compare(event.position, after) > 0) yield event;
    return;
  }
  for await (const event of store.subscribe({ signal, ...(after !== undefined && { after }) }))
    if (event !== caughtUp) yield event;
    else if (!follow) return;
}

const isPosition = (store: EventStore, text: string): boolean => {
  try {
    return store.compare(text, text) === 0;
  } catch {
    return false;
  }
};

export const eventLine = ({ position, metadata, type, stream, revision }: StoredEvent): string =>
  `${position}  ${metadata.at}  ${type}  ${stream}@${revision}  ${metadata.actor.kind} ${metadata.actor.id}`;

/** A stream that waits for whoever reads it: an operator's pager may stand still. */
export const writeLine = async (line: string, stream = process.stdout): Promise<void> => {
  if (!stream.write(`${line}\n`)) await once(stream, 'drain');
};

export const eventJson = (event: StoredEvent): string => JSON.stringify(maskedEvent(event));

/** The aggregate as of a revision or an instant, its personal fields masked. @throws Error; DependencyUnavailable */
export const tellState = (config: Config, stream: string, at: Bound): Promise<Report> =>
  withDatabase(config, { migrated: false }, async (database) => {
    const { store, scopes } = await auditOf(database, config);
    const handler = new GetStateAsOfHandler(store, scopes);
    const found = await orNamed(stream, () => handler.execute(new GetStateAsOf(stream, at, operator())));
    const lines = [`${found.stream}@${found.revision}  ${found.at}`, JSON.stringify(found.state, null, 2)];
    return { found: false, lines, data: found };
  });

/** Which fields differ between two revisions or instants, and which event set each; personal ones masked. @throws as above */
export const tellDiff = (config: Config, stream: string, from: Bound, to: Bound): Promise<Report> =>
  withDatabase(config, { migrated: false }, async (database) => {
    const { store, codec, scopes } = await auditOf(database, config);
    const handler = new GetStreamDiffHandler(store, codec, scopes);
    const diff = await orNamed(stream, () => handler.execute(new GetStreamDiff(stream, from, to, operator())));
    return { found: false, lines: [`${stream}@${diff.from} → @${diff.to}`, ...linesOf(diff)], data: diff };
  });

const linesOf = ({ changes }: StreamDiff): readonly string[] =>
  aligned(
    changes.map(({ path, before, after, event }) => [
      path,
      `${JSON.stringify(before) ?? '-'} → ${JSON.stringify(after) ?? '-'}`,
      `${event.type} @${event.revision}, ${event.at}, ${event.actor.kind} ${event.actor.id}`,
    ]),
  );

/** What answers the audit API's questions, without the service. */
const auditOf = async ({ pool, store: log }: Database, config: Config) => {
  const keyring = await rightKeyring(pool, config);
  const store = await lookAuthentic({ pool, keyring }, log, () => {});
  const codec = new EventCodec(new PostgresDataKeys(pool, keyring));
  const runner = new CommandRunner(store, codec);
  const companies = new Companies(loadCompanies(config.companiesDir, config.reviewSecrets));
  const customers = new CustomerScopes(runner, new Claims(runner, keyring), companies);
  return { store, codec, scopes: new EventScopes(store, customers) };
};

const orNamed = <T>(stream: string, ask: () => Promise<T>): Promise<T> =>
  ask().catch((error) => {
    if (!(error instanceof DomainError)) throw error;
    throw new Error(`there is no ${stream} as of then`);
  });
