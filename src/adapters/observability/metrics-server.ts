import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

export interface MetricsServer {
  /** E.g. `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  close(): Promise<void>;
}

/** The port for metrics is somebody else's. */
export class MetricsPortTaken extends Error {
  constructor(host: string, port: number) {
    super(`METRICS_PORT: ${host}:${port} is taken; give another, or 0 for any free one`);
    this.name = 'MetricsPortTaken';
  }
}

/**
 * Serves `GET /metrics` in Prometheus' text format, apart from the API's port.
 * @param address.orAnyFree takes any free port where the one named is taken
 * @throws MetricsPortTaken
 */
export const serveMetrics = async (
  registry: Registry,
  address: { readonly host: string; readonly port: number; readonly orAnyFree: boolean },
): Promise<MetricsServer> => {
  try {
    return await serve(registry, address.host, address.port);
  } catch (error) {
    if (!(error instanceof MetricsPortTaken) || !address.orAnyFree) throw error;
    return serve(registry, address.host, 0);
  }
};

const serve = async (registry: Registry, host: string, port: number): Promise<MetricsServer> => {
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') return response.writeHead(404).end();
    try {
      const text = await registry.metrics();
      return response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text);
    } catch {
      return response.writeHead(503).end();
    }
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new MetricsPortTaken(host, port) : error;
  });
  const at = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${at.port}/metrics`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
