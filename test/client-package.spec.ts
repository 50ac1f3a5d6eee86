import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const hangs = 5 * 60_000;

/** A front end: an empty folder with nothing but the packed client and what it depends on. */
let folder: string;
const inFolder = async (command: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(command, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 })).stdout;
const tool = (name: string): string => resolve('node_modules/.bin', name);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** The client first. */
let packed: readonly Packed[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'realname-client-'));
  const packages = ['client', 'node_modules/openapi-fetch', 'node_modules/openapi-typescript-helpers'];
  const paths = packages.map((path) => resolve(path));
  packed = JSON.parse(await inFolder('npm', 'pack', '--json', '--ignore-scripts', ...paths));
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'front-end', private: true, type: 'module' }));
  const archives = packed.map(({ filename }) => `./${filename}`);
  await inFolder('npm', 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', ...archives);
  const readme = await readFile('client/README.md', 'utf8');
  const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!);
  expect(examples).toHaveLength(5);
  await writeFile(join(folder, 'page.ts'), examples.join('\n'));
}, hangs);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the package @realname/client', () => {
  it('holds its build, and neither sources nor tests', () => {
    const others = packed[0]!.files
      .map(({ path }) => path)
      .filter((path) => !/^dist\/.*\.(?:js|d\.ts|js\.map)$/.test(path));
    expect(others.sort()).toEqual(['README.md', 'package.json']);
  });

  it.each([
    ['bundler', 'esnext'],
    ['nodenext', 'nodenext'],
  ])(
    'has types for the pages of its README, as a %s finds them',
    async (moduleResolution, module) => {
      const resolution = ['--moduleResolution', moduleResolution, '--module', module];
      const strict = [
        '--strict',
        '--noEmit',
        '--skipDefaultLibCheck',
        '--target',
        'es2022',
        '--lib',
        'es2022,dom,dom.iterable',
      ];
      const faults = await inFolder(tool('tsc'), ...strict, ...resolution, 'page.ts').catch(({ stdout }) => stdout);
      expect(faults).toBe('');
    },
    hangs,
  );

  it('makes a bundle of itself and openapi-fetch alone', async () => {
    await inFolder(tool('esbuild'), 'page.ts', '--bundle', '--format=esm', '--metafile=meta.json', '--outfile=page.js');
    const { inputs } = JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8')) as { inputs: object };
    const roots = Object.keys(inputs).map((path) => /^node_modules\/(?:@[^/]*\/)?[^/]*/.exec(path)?.[0] ?? path);
    expect([...new Set(roots)].sort()).toEqual([
      'node_modules/@realname/client',
      'node_modules/openapi-fetch',
      'page.ts',
    ]);
    expect(await readFile(join(folder, 'page.js'), 'utf8')).not.toMatch(/node:|@nestjs|class-validator|src\/domain/);
  });

  it('leaves out of a bundle what a page does not use', async () => {
    await writeFile(join(folder, 'small.ts'), "export { createApi } from '@realname/client';\n");
    const bundle = await inFolder(tool('esbuild'), 'small.ts', '--bundle', '--format=esm');
    expect(bundle).toContain('idempotency-key');
    expect(bundle).not.toMatch(/RTCPeerConnection|PBKDF2/);
  });

  it('runs in Node', async () => {
    const script = "console.log(Object.keys(await import('@realname/client')).sort().join(' '))";
    expect(await inFolder(process.execPath, '--input-type=module', '--eval', script)).toBe(
      'ApiProblem ConnectionError DeviceError DeviceKey IndexedDbDeviceStorage MemoryDeviceStorage VideoCall agentSide answered answeredBytes answeredWith createApi createCertificateRequest customerSide deviceErrorText installCertificate isPassing photoBody press serverEvents shrinkPhoto signAgreement signAgreements uploadPhoto\n',
    );
  });
});
