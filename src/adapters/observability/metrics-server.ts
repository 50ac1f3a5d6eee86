import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

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
  metrics: Metrics,
  address: { readonly host: string; readonly port: number; readonly orAnyFree: boolean },
): Promise<MetricsServer> => {
  try {
    return await serve(metrics, address.host, address.port);
  } catch (error) {
    if (!(error instanceof MetricsPortTaken) || !address.orAnyFree) throw error;
    return serve(metrics, address.host, 0);
  }
};

const serve = async (metrics: Metrics, host: string, port: number): Promise<MetricsServer> => {
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, async (request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') return response.writeHead(404).end();
    const head = { 'content-type': metrics.registry.contentType, 'cache-control': 'no-store' };
    return response.writeHead(200, head).end(await metrics.text());
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
