import { writeFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import {
  type PersonalRecord,
  type PersonName,
  PersonRecords,
  personNamed,
} from '../../../application/back-office/person-records.js';
import { Keyring } from '../../../application/core/keyring.js';
import { Clock } from '../../../application/ports/clock.js';
import { isKept } from '../../../application/shared/sealed-objects.js';
import { ErasureJournal } from '../../erasures/erasure-journal.js';
import type { Config } from '../config.js';
import { recordActIn } from './acts.js';
import { withApplication } from './application.js';
import { operator, operatorContext } from './operator.js';
import { aligned, type Report } from './report.js';

type App = Parameters<Parameters<typeof withApplication>[1]>[0];

const contextIn = (app: App) => operatorContext(app.get(Clock).now());

/** @throws Error for what names nobody */
const named = (subject: string): PersonName => {
  const person = personNamed(subject);
  if (!person) throw new Error(`${subject} names nobody: see realname person find`);
  return person;
};

/** Whom an ID number names. It is on record by its keyed digest, as the search of staff is. @throws DependencyUnavailable, Error */
export const findPerson = (config: Config, idNumber: string, reason: string): Promise<Report> =>
  withApplication(config, async (app) => {
    const digest = app.get(Keyring).hmac('lookup', 'auditSearch', idNumber);
    await recordActIn(app, { command: 'person find', on: digest, reason });
    const people = await app.get(PersonRecords).find(idNumber, operator());
    const lines = people.length > 0 ? aligned(people.map(({ subject, status }) => [subject, status])) : ['nobody'];
    return { found: people.length === 0, lines, data: { people } };
  });

/** Writes everything that is kept of a person, clear, into an archive (PIPL article 45). @throws as above */
export const exportPerson = (config: Config, subject: string, file: string, reason: string): Promise<Report> =>
  withApplication(config, async (app) => {
    const person = named(subject);
    await recordActIn(app, { command: 'person export', on: subject, reason });
    const people = app.get(PersonRecords);
    const records: PersonalRecord[] = [];
    for await (const each of people.records(person)) records.push(each);
    if (records.length === 0) throw new Error(`there are no records of ${subject}`);
    const files: Record<string, Uint8Array> = {
      'records.json': strToU8(JSON.stringify({ subject, exportedAt: app.get(Clock).now(), records }, null, 2)),
    };
    const missing: string[] = [];
    for (const id of new Set(records.flatMap(objectsIn))) {
      const found = await people.object(person, id);
      if (isKept(found)) files[`objects/${id}${extensionOf(found)}`] = found;
      else if (found === undefined) missing.push(id);
    }
    await writeFile(file, zipSync(files), { mode: 0o600, flag: 'wx', flush: true });
    const objects = Object.keys(files).length - 1;
    const lines = [`${file}: ${records.length} records, ${objects} photos and documents`];
    return {
      found: missing.length > 0,
      lines: [...lines, ...missing.map((id) => `missing: object ${id}`)],
      data: { file, records: records.length, objects, missing },
    };
  });

/** Ids of photos and documents that a record names. */
const objectsIn = ({ data }: PersonalRecord): readonly string[] =>
  Object.entries(data).flatMap(([name, value]) => (['photoId', 'objectId'].includes(name) ? [String(value)] : []));

const extensionOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return '.jpg';
  return bytes[0] === 0x89 && bytes[1] === 0x50 ? '.png' : '.html';
};

/** PIPL article 47: what the API's request for erasure does, by the person's name. @throws as above */
export const erasePerson = (config: Config, command: 'erase' | 'restrict', subject: string, reason: string) =>
  withApplication(config, async (app): Promise<Report> => {
    const person = named(subject);
    const people = app.get(PersonRecords);
    if (command === 'restrict' && person.erasure === 'identityErasure')
      throw new Error('a user of the identity app is erased at once: see realname person erase');
    if (await people.takesTwo(person))
      throw new Error('two operators are asked for this: request it by the API, and have it confirmed there');
    await recordActIn(app, { command: `person ${command}`, on: subject, reason });
    const { outcome, retainedUntil } = await people.erase(person, contextIn(app));
    const until = retainedUntil === null ? '' : ` until ${retainedUntil}, then erased`;
    return { found: false, lines: [`${subject}: ${outcome}${until}`], data: { subject, outcome, retainedUntil } };
  });

/** After a restore of a state from before erasures: erases those again whom the journal names. @throws as above */
export const replayErasures = (config: Config, file: string, reason: string): Promise<Report> =>
  withApplication(config, async (app) => {
    const subjects = await new ErasureJournal(file).subjects();
    await recordActIn(app, { command: 'person erase --replay', on: `${subjects.length} people`, reason });
    const erased: { subject: string; outcome: string }[] = [];
    for (const subject of subjects)
      erased.push({ subject, outcome: await app.get(PersonRecords).eraseAgain(named(subject), contextIn(app)) });
    return { found: false, lines: aligned(erased.map((each) => [each.subject, each.outcome])), data: { erased } };
  });
