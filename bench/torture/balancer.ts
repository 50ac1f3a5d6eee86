import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** Sends every request to one instance: the one that was chosen last. */
export class Balancer {
  private readonly server = createServer((incoming, answer) => {
    const { method, headers, url } = incoming;
    const outgoing = request(new URL(url!, this.target), { method, headers }, (back) => {
      answer.writeHead(back.statusCode!, back.headers);
      pipeline(back, answer, () => {});
    });
    outgoing.on('error', () => answer.destroy());
    pipeline(incoming, outgoing, () => {});
  });

  private constructor(public target: string) {}

  static async before(target: string): Promise<Balancer> {
    const balancer = new Balancer(target);
    balancer.server.listen(0, '127.0.0.1');
    await once(balancer.server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
