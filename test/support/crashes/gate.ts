import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A server's address behind which the server can be away (`close`: connections end, new ones are refused) or hang
 * (`freeze`: connections stay, new ones are taken, no byte passes), or move (`abandon`).
 */
export class Gate {
  private readonly sockets = new Set<Socket>();
  private readonly abandoned = new Set<Socket>();
  private frozen = false;
  private passed = 0;
  private planned: { readonly at: number; readonly act: () => void } | undefined;
  private server: Server | undefined;

  private constructor(
    private target: { readonly host: string; readonly port: number },
    private port = 0,
  ) {}

  /** A gate before the server of `url`. */
  static async before(url: string): Promise<Gate> {
    const gate = new Gate(addressIn(url));
    await gate.open();
    return gate;
  }

  /** `url` with the gate's address. */
  urlOf(url: string): string {
    const through = new URL(url);
    through.host = `127.0.0.1:${this.port}`;
    return through.href;
  }

  /** The server is there again, or goes on. */
  async open(): Promise<void> {
    this.planned = undefined;
    this.frozen = false;
    for (const socket of this.sockets) socket.resume();
    if (this.server) return;
    this.server = createServer({ noDelay: true }, (client) => this.pass(client));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server?.close();
    this.server = undefined;
    for (const socket of [...this.sockets, ...this.abandoned]) socket.destroy();
  }

  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** Connections that are there stay, and never bring a byte again; new ones pass, as to another server that took over the address. */
  abandon(): void {
    for (const socket of this.sockets) this.abandoned.add(socket.pause());
    this.sockets.clear();
  }

  /** Connections end, and new ones go to the server of `url`: an address that follows the primary. */
  async moveTo(url: string): Promise<void> {
    this.close();
    this.target = addressIn(url);
    await this.open();
  }

  /** Closes or freezes once so many more packets were sent to the server; at once when 0. */
  after(packets: number, how: 'close' | 'freeze'): void {
    const act = () => this[how]();
    if (packets === 0) act();
    else this.planned = { at: this.passed + packets, act };
  }

  private pass(client: Socket): void {
    const server = connect({ ...this.target, noDelay: true });
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => {
        to.write(bytes);
        if (from === client) this.count();
      });
      from.on('error', () => {});
      from.on('close', () => {
        this.sockets.delete(from);
        this.abandoned.delete(from);
        to.destroy();
      });
      if (this.frozen) from.pause();
    }
  }

  private count(): void {
    if (++this.passed !== this.planned?.at) return;
    const { act } = this.planned;
    this.planned = undefined;
    act();
  }
}

const addressIn = (url: string) => {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
};
