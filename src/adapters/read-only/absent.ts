import { ReadOnlyService } from '../../application/ports/unavailable.js';

/** Stands behind a port whose things live by being written: each call is refused. */
export const absent = <P extends object>(): P =>
  new Proxy({} as P, {
    // A container asks objects for its hooks, and a promise for `then`: those are not of the port.
    get: (_, name) => (typeof name === 'symbol' || hooks.test(name) ? undefined : refused),
  });

const hooks = /^(then|on[A-Z]\w*|beforeApplicationShutdown)$/;

const refused = async (): Promise<never> => {
  throw new ReadOnlyService();
};
