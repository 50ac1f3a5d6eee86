import { parseArgs } from 'node:util';
import { type Change, type ChangeKind, sampleChanges } from './changes.js';

export const usage = `The main job, or the registration identity app (--app identity), end to end, over HTTP to a service on a fresh data directory.

  npm run demo                                  a new mobile as contact phone
  npm run demo -- --phone 0755-1234533          another number; a landline needs no code (F17)
  npm run demo -- --kind identityValidity       the ID card's dates, with three fresh photos (F12, F16)
  npm run demo -- --kind otherInformation       address, postcode, education, occupation and the like (F18)
  npm run demo -- --app identity                registration to cancellation in the identity app (R1–R17)
  npm run demo -- --help
`;

/** What is demonstrated: a change, or the identity app; nothing when help was asked for. @throws Error for what it does not know */
export const readOptions = (args: readonly string[]): Change | 'identity' | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      app: { type: 'string' },
      kind: { type: 'string' },
      phone: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  if (values.app !== undefined && values.app !== 'futures') {
    if (values.app !== 'identity') throw new Error('--app is one of futures, identity');
    if (values.kind !== undefined || values.phone !== undefined)
      throw new Error('--kind and --phone go with --app futures');
    return 'identity';
  }
  const kind = values.kind ?? 'contactPhone';
  if (!Object.hasOwn(sampleChanges, kind)) throw new Error(`--kind is one of ${Object.keys(sampleChanges).join(', ')}`);
  if (values.phone === undefined) return sampleChanges[kind as ChangeKind];
  if (kind !== 'contactPhone') throw new Error('--phone goes with --kind contactPhone');
  return { kind, phone: values.phone };
};
