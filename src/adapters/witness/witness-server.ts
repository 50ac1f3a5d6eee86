import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cosign, type NoteKey } from '../../application/transparency-log/note.js';
import { judgeCheckpoint } from '../../application/transparency-log/witnessing.js';
import type { HeadsFile } from './heads-file.js';

export interface WitnessSettings {
  /** Name of the key in cosignatures. */
  readonly name: string;
  /** Ed25519 or ML-DSA-44. */
  readonly key: KeyObject;
  readonly logs: ReadonlyMap<string, readonly NoteKey[]>;
  readonly heads: HeadsFile;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Told of each answer. */
  readonly told?: (status: number, origin?: string) => void;
}

/** 63 hashes and a note with 16 signatures of ML-DSA-44 fit into it. */
const maxBytes = 64 * 1024;

/** A witness of C2SP tlog-witness: `POST /add-checkpoint`. Requests are judged one after the other. */
export class WitnessServer {
  private readonly server: Server;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly settings: WitnessSettings) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.writeHead(500).end());
    });
    this.server.requestTimeout = 10_000;
  }

  /** @param port 0: a free one. Answers where it listens. */
  async listen(host: string, port: number): Promise<string> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    const { address, port: taken, family } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeIdleConnections();
    await this.last;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/\/add-checkpoint$/.test(request.url ?? '')) return void response.writeHead(404).end();
    if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
    const body = await bodyOf(request);
    if (body === undefined) return void response.writeHead(413, { connection: 'close' }).end();
    const judged = this.last.then(() => this.judge(body));
    this.last = judged.catch(() => {});
    const { status, text = '', type = 'text/plain; charset=utf-8' } = await judged;
    response.writeHead(status, { 'content-type': type }).end(text);
  }

  /** The head is kept before the cosignature is given away. */
  private async judge(body: string): Promise<{ status: number; text?: string; type?: string }> {
    const { name, key, logs, heads, now = Date.now, told } = this.settings;
    const judgement = judgeCheckpoint(body, logs, (origin) => heads.of(origin));
    switch (judgement.status) {
      case 200: {
        await heads.write(judgement.origin, judgement.head);
        told?.(200, judgement.origin);
        return { status: 200, text: cosign(judgement.text, name, key, Math.floor(now() / 1000)) };
      }
      case 409:
        told?.(409);
        return { status: 409, text: `${judgement.size}\n`, type: 'text/x.tlog.size' };
      default:
        told?.(judgement.status);
        return { status: judgement.status };
    }
  }
}

/** Undefined: it is too large. */
const bodyOf = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
};
