import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export interface HeldPort {
  readonly port: number;
  /** Lets the port go, so that it can be listened on. */
  release(): Promise<void>;
}

/**
 * Chooses a free port where 0 is asked for, and holds it: the address that clients are told, which stands in certificates,
 * is known before anything is made of it.
 */
export const holdPort = async (port: number, host: string): Promise<HeldPort> => {
  if (port !== 0) return { port, release: async () => {} };
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
