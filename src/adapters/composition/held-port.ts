import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export interface HeldPort {
  readonly port: number;
  /** Lets the port go, so that it can be listened on. */
  release(): Promise<void>;
}

/**
 * Holds the port to listen on until there is something to say on it; 0 takes any free one. The address that clients are
 * told, which stands in certificates, is known before anything is made of it, and one that cannot be had is found out.
 * @throws Error that names the variable, the address and the cause
 */
export const holdPort = async (port: number, host: string): Promise<HeldPort> => {
  const server = createServer((socket) => socket.destroy()).listen(port, host);
  await once(server, 'listening').catch(({ code }: NodeJS.ErrnoException) => {
    if (code === 'EADDRINUSE') throw new Error(`PORT: ${host}:${port} is taken; give another, or 0 for any free one`);
    const variable = code === 'EACCES' ? 'PORT' : 'HOST';
    throw new Error(`${variable}: nothing can listen on ${host}:${port} (${code})`);
  });
  return {
    port: (server.address() as AddressInfo).port,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
