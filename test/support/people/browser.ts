import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** Chromium on the path, with its version, without windows of its own where there is a choice; undefined where there is none. */
export const findChromium = async (): Promise<{ path: string; version: string } | undefined> => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const found = await promisify(execFile)(path, ['--version']).catch(() => undefined);
    if (found) return { path, version: found.stdout.trim().split(' ').slice(0, 2).join(' ') };
  }
  return undefined;
};

const packages = {
  '@realname/client': '/client/dist/index.js',
  'openapi-fetch': '/node_modules/openapi-fetch/dist/index.mjs',
};

const page = `<!doctype html><meta charset="utf-8">
<script type="importmap">${JSON.stringify({ imports: { ...packages, sharp: '/sharp.js' } })}</script>
<body><script type="module">
  const tell = (outcome) => fetch('/outcome', { method: 'POST', body: JSON.stringify(outcome) });
  import('/script.js').then(({ run }) => run()).then((result) => tell({ result }), (error) => tell({ error: String(error?.stack ?? error) }));
</script></body>`;

/** What of sharp the demo uses, on a canvas. */
const sharp = `export default ({ create: { width, height, background: { r, g, b } } }) => ({
  jpeg: () => ({
    toBuffer: async () => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      context.fillStyle = 'rgb(' + [r, g, b] + ')';
      context.fillRect(0, 0, width, height);
      return (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer();
    },
  }),
});`;

/**
 * Runs `script`, a module in the browser's own JavaScript that exports \`run\`, on a page that may import what was built of
 * client/ and demo/; answers what it gave. Camera and microphone are the browser's test pictures.
 * @throws Error with the page's error
 */
export const runInBrowser = async <T>(chromium: string, script: string): Promise<T> => {
  const outcome = Promise.withResolvers<T>();
  const files: Record<string, string> = { '/script.js': script, '/sharp.js': sharp };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/outcome') {
      const { result, error } = JSON.parse(await bodyOf(request)) as { result: T; error?: string };
      response.end();
      return error === undefined ? outcome.resolve(result) : outcome.reject(new Error(error));
    }
    if (pathname === '/') return void response.setHeader('content-type', 'text/html').end(page);
    const text = files[pathname] ?? (await readFile(fileOf(pathname)).catch(() => undefined));
    response.statusCode = text === undefined ? 404 : 200;
    response.setHeader('content-type', 'text/javascript').end(text);
  };
  const server = createServer((request, response) => void answer(request, response).catch(outcome.reject));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const profile = await mkdtemp(join(tmpdir(), 'realname-browser-'));
  const media = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const headless = ['--headless=new', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`];
  const { port } = server.address() as AddressInfo;
  // In a process group of its own: Debian's `chromium-headless-shell` is a script that starts the browser.
  const address = `http://localhost:${port}/`;
  const browser = spawn(chromium, [...headless, ...media, address], { stdio: 'ignore', detached: true });
  const gone = new Promise<void>((exited) => browser.once('exit', () => exited()));
  try {
    return await Promise.race([
      outcome.promise,
      gone.then(() => Promise.reject(new Error('the browser ended before its page did'))),
    ]);
  } finally {
    if (browser.pid !== undefined && browser.exitCode === null) process.kill(-browser.pid, 'SIGKILL');
    await gone;
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
};

/** What was built of the demo, the client, and its one dependency; nothing else. */
const fileOf = (pathname: string): string => {
  const { pathname: path } = new URL(pathname, 'file:///');
  return resolve(/^\/(?:client\/dist|node_modules\/openapi-fetch)\//.test(path) ? `.${path}` : `./dist${path}`);
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return body;
};
