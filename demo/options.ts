import { parseArgs } from 'node:util';
import { type Change, type ChangeKind, sampleChanges } from './changes.js';

export const usage = `The main job, end to end, over HTTP to a service on a fresh data directory.

  npm run demo                                  a new mobile as contact phone
  npm run demo -- --phone 0755-1234533          another number; a landline needs no code (F17)
  npm run demo -- --kind identityValidity       the ID card's dates, with three fresh photos (F12, F16)
  npm run demo -- --kind otherInformation       address, postcode, education, occupation and the like (F18)
  npm run demo -- --help
`;

/** What the demonstration changes, or nothing when help was asked for. @throws Error for what it does not know */
export const readOptions = (args: readonly string[]): Change | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: { kind: { type: 'string' }, phone: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return undefined;
  const kind = values.kind ?? 'contactPhone';
  if (!Object.hasOwn(sampleChanges, kind)) throw new Error(`--kind is one of ${Object.keys(sampleChanges).join(', ')}`);
  if (values.phone === undefined) return sampleChanges[kind as ChangeKind];
  if (kind !== 'contactPhone') throw new Error('--phone goes with --kind contactPhone');
  return { kind, phone: values.phone };
};
