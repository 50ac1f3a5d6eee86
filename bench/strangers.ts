import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Row } from './table.js';

/** What somebody without a session can make the service spend, whose process this is. */
export const strangers = async (url: string): Promise<Row[]> => [await junk(url), await idleUploads(url)];

const junkBytes = 240_000;
const requests = 20;

/** Unknown names to a call that anybody may make. What it costs to send them is in it. */
const junk = async (url: string): Promise<Row> => {
  const names = Array.from({ length: junkBytes / 10 }, (_, index) => `"${String(index).padStart(5, '0')}":1`);
  const body = `{${names.join(',')}}`;
  const head = ['POST /v1/captchas HTTP/1.1', 'Host: x', 'Content-Type: application/json'].join('\r\n');
  const request = Buffer.from(`${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const socket = await connected(url);
  const send = async () => {
    socket.write(request);
    await once(socket, 'data');
  };
  await send();
  const from = process.cpuUsage();
  for (let sent = 0; sent < requests; sent++) await send();
  const { user, system } = process.cpuUsage(from);
  socket.destroy();
  const ms = (user + system) / 1000 / requests;
  return { name: `240 KB of junk to a public call: ${ms.toFixed(1)} ms of processor time, with the client’s` };
};

const connected = async (url: string): Promise<Socket> => {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
};

const uploads = 200;

/** Uploads of 10 MB that stop after their first 64 KB, without a session. */
const idleUploads = async (url: string): Promise<Row> => {
  const head = [
    'PUT /v1/futures/change-requests/3f2c8a3e-6a1b-4c3f-9d0e-5b7f1a2c4d6e/photos/idFront HTTP/1.1',
    'Host: x',
    'X-Device-Id: bench-device-0000',
    'Content-Length: 10485760',
  ].join('\r\n');
  const firstBytes = Buffer.alloc(64 * 1024);
  const begin = async (): Promise<Socket> => {
    const socket = await connected(url);
    socket.write(`${head}\r\n\r\n`);
    socket.write(firstBytes);
    await once(socket, 'data');
    return socket;
  };
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const sockets = await Promise.all(Array.from({ length: uploads }, begin));
  const mib = (process.memoryUsage().rss - before) / 2 ** 20;
  for (const socket of sockets) socket.destroy();
  return { name: `${uploads} idle uploads without a session: ${mib.toFixed(1)} MiB of memory, with the client’s` };
};
