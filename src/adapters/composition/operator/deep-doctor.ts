import { X509Certificate } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { Pool } from 'pg';
import { CommandRunner } from '../../../application/core/command-runner.js';
import { ownerId, sha256 } from '../../../application/core/ids.js';
import { customerSubject } from '../../../application/futures/account/customers.js';
import { AgreementSet } from '../../../application/futures/documents/agreement-set.js';
import { CertificateAuthority } from '../../../application/ports/certificate-authority.js';
import { Clock } from '../../../application/ports/clock.js';
import { CrlNumbers } from '../../../application/ports/crl-numbers.js';
import { EventStore } from '../../../application/ports/event-store.js';
import { ReadModels } from '../../../application/ports/read-models.js';
import { branchKey, VideoQueue } from '../../../application/ports/video-queue.js';
import { allRows } from '../../../application/read-models/all-rows.js';
import { videoVerifications } from '../../../application/read-models/models.js';
import { SealedObjects } from '../../../application/shared/sealed-objects.js';
import { profileChangeRequest } from '../../../domain/profile-change-request/decider.js';
import { day, epochMs } from '../../../domain/shared/instant.js';
import { orUnavailable } from '../../postgres-server/errors.js';
import type { Config } from '../config.js';
import { recordActIn } from './acts.js';
import { withApplication } from './application.js';
import { authorityWarning, rootOf } from './authority.js';
import { type NamedObject, scanLog } from './log-scan.js';
import { progressLine } from './progress.js';
import type { Report } from './report.js';

/**
 * Reads the whole log and everything that it names: minutes for a million events.
 * @param repair a reason: agreements that are lost, which are a pure function of their request, are made again
 * @throws DependencyUnavailable, Error with a message for the operator
 */
export const deepDoctor = (config: Config, repair: { readonly reason: string } | undefined): Promise<Report> =>
  withApplication(config, async (app, { pool }) => {
    const store = app.get(EventStore);
    const head = await store.head();
    const of = head === undefined ? 0 : (store.distance(null, head) ?? 0);
    const tell = progressLine('log');
    const scan = await scanLog(store, (passed) => tell({ passed, of: Math.max(of, passed) }));
    const objects = await objectFaults(app, pool, scan.objects);
    const repaired = repair ? await remade(app, objects, repair.reason) : [];
    const faults = [
      ...scan.faults,
      ...(await missingKeys(pool, scan.keys)).map(
        (id) => `data key ${id}, which events need, was never there or is lost`,
      ),
      ...objects.filter(({ object }) => !repaired.includes(object.id)).map(({ object, fault }) => told(object, fault)),
      ...(await queueFaults(app)),
      ...(await authorityFaults(app)),
    ];
    const lines = [
      `read ${scan.events} events, ${scan.keys.size} data keys, ${scan.objects.length} photos and documents`,
      ...repaired.map((id) => `repaired: object ${id}`),
      ...(faults.length > 0 ? faults.map((fault) => `found: ${fault}`) : ['nothing found']),
    ];
    return { found: faults.length > 0, lines, data: { events: scan.events, repaired, found: faults } };
  });

interface ObjectFault {
  readonly object: NamedObject;
  readonly fault: 'missing' | 'other bytes than the event says' | 'cannot be opened';
}

const told = ({ id, stream, revision }: NamedObject, fault: ObjectFault['fault']): string =>
  `object ${id} of ${stream}@${revision}: ${fault}`;

/** What cannot be opened because its key was destroyed is as it should be; what names a key that never was is not. */
const objectFaults = async (
  app: INestApplicationContext,
  pool: Pool,
  objects: readonly NamedObject[],
): Promise<ObjectFault[]> => {
  const faults: ObjectFault[] = [];
  const unopened = new Map<string, NamedObject[]>();
  for (const object of objects) {
    const found = await app
      .get(SealedObjects)
      .look(object.id)
      .catch(() => 'altered' as const);
    if (found === 'altered') faults.push({ object, fault: 'cannot be opened' });
    else if (found === undefined) faults.push({ object, fault: 'missing' });
    else if (found.bytes === undefined) unopened.set(found.keyId, [...(unopened.get(found.keyId) ?? []), object]);
    else if (sha256(found.bytes) !== object.sha256) faults.push({ object, fault: 'other bytes than the event says' });
  }
  const unknown = await missingKeys(pool, new Set(unopened.keys()));
  return [
    ...faults,
    ...unknown.flatMap((id) => unopened.get(id)!.map((object) => ({ object, fault: 'cannot be opened' as const }))),
  ];
};

/** Agreements that are missing, made of their request as it was, where that gives the very bytes of the event. */
const remade = async (
  app: INestApplicationContext,
  faults: readonly ObjectFault[],
  reason: string,
): Promise<string[]> => {
  const repaired: string[] = [];
  const lost = faults.filter(({ object, fault }) => fault === 'missing' && object.documentId !== undefined);
  if (lost.length > 0) await recordActIn(app, { command: 'doctor --repair', on: `${lost.length} agreements`, reason });
  for (const { object } of lost) {
    const requestId = ownerId(object.stream);
    const { state } = await app.get(CommandRunner).load(profileChangeRequest, requestId, object.revision);
    if (state.is !== 'opened') continue;
    const made = app
      .get(AgreementSet)
      .of(requestId, state)
      .find(({ sha256: digest }) => digest === object.sha256);
    if (!made) continue;
    await app.get(SealedObjects).put(customerSubject(state.companyCode, state.customerId), object.id, made.bytes);
    repaired.push(object.id);
  }
  return repaired;
};

/** The row of a destroyed key stays: one without a row is lost. */
const missingKeys = async (pool: Pool, keys: ReadonlySet<string>): Promise<readonly string[]> => {
  const { rows } = await orUnavailable(() =>
    pool.query<{ id: string }>(
      `select needed.id from unnest($1::uuid[]) needed (id)
       where not exists (select from data_keys where data_keys.id = needed.id)`,
      [[...keys]],
    ),
  );
  return rows.map(({ id }) => id);
};

/** F24: whoever waits is in the queue of the branch, and nobody else. */
const queueFaults = async (app: INestApplicationContext): Promise<string[]> => {
  const waiting = new Map<string, string>();
  for await (const { key, row } of allRows(app.get(ReadModels), videoVerifications, { status: 'waiting' }))
    if (row.state.is === 'ticket') waiting.set(key, branchKey(row.state.companyCode, row.state.branchCode));
  const queued = new Set<string>();
  for (const branch of new Set(waiting.values()))
    for (const { ticketId } of await app.get(VideoQueue).list(branch)) queued.add(ticketId);
  return [...waiting.keys()].filter((id) => !queued.has(id)).map((id) => `ticket ${id} waits and is in no queue`);
};

const authorityFaults = async (app: INestApplicationContext): Promise<string[]> => {
  const authority = app.get(CertificateAuthority);
  const now = epochMs(app.get(Clock).now());
  const newest = authority.issuers.at(-1);
  const used = [rootOf(authority), ...(newest ? [new X509Certificate(newest.certificate)] : [])];
  const near = used.filter(({ validToDate }) => validToDate.getTime() - now < authorityWarning);
  const issued = await app.get(CrlNumbers).lastUpdate();
  return [
    ...near.map(({ subject, validToDate }) => `${subject} ends at ${validToDate.toISOString()}`),
    ...(issued !== undefined && now - epochMs(issued) > day ? [`the newest revocation list is of ${issued}`] : []),
  ];
};
