import { currentWrapper } from '../../postgres/data-keys.js';
import { countWrapped, rewrap } from '../../postgres/rewrap.js';
import type { Config } from '../config.js';
import { recordAct } from './acts.js';
import { withDatabase } from './database.js';
import { rightKeyring } from './keyring.js';
import { progressLine } from './progress.js';
import { aligned, type Report } from './report.js';

/** Which keys wrap data keys, and how many. Names say nothing of the keys. @throws DependencyUnavailable, Error */
export const listKeys = (config: Config): Promise<Report> =>
  withDatabase(config, { migrated: false }, async ({ pool }) => {
    const { wrappers } = await rightKeyring(pool, config);
    const current = await currentWrapper(pool);
    const counts = new Map((await countWrapped(pool)).map(({ wrapper, keys }) => [wrapper, keys]));
    const keys = [...new Set([...wrappers.keys(), ...counts.keys(), current])].map((wrapper) => ({
      wrapper,
      keys: counts.get(wrapper) ?? 0,
      given: wrappers.has(wrapper),
      wraps: wrapper === current,
    }));
    const lines = aligned(
      keys.map(({ wrapper, keys: count, given, wraps }) => [
        wrapper,
        `${count} data keys`,
        ...(wraps ? ['wraps new ones'] : []),
        ...(given ? [] : ['not given: nothing that it wraps can be opened']),
      ]),
    );
    return { found: keys.some(({ given }) => !given), lines, data: { keys } };
  });

/** Wraps every data key by the key of this name. @throws Error for a key that was not given; DependencyUnavailable */
export const rewrapKeys = (config: Config, to: string, reason: string): Promise<Report> =>
  withDatabase(config, { migrated: true }, async (database) => {
    const keyring = await rightKeyring(database.pool, config);
    if (!keyring.wrappers.has(to)) throw new Error(`there is no key ${to}: see realname keys list, and WRAPPING_KEYS`);
    await recordAct(database, config, { command: 'keys rewrap', on: `data keys, by ${to}`, reason });
    const others = (await countWrapped(database.pool)).filter(({ wrapper }) => wrapper !== to);
    const of = others.reduce((sum, { keys }) => sum + keys, 0);
    const tell = progressLine('wrapped anew', { unit: 'data keys' });
    const rewrapped = await rewrap(database.pool, keyring, to, (passed) => tell({ passed, of: Math.max(of, passed) }));
    const lines = [`${rewrapped} data keys are wrapped anew: all are wrapped by ${to}`];
    return { found: false, lines, data: { to, rewrapped } };
  });
