import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { previewOpenApi } from '../src/adapters/http/openapi/preview.js';

const minutes = 60_000;
let directory: string;
let file: string;
let document: OpenAPIObject;

/** The findings of a linter that is installed here; nothing is fetched or reported. */
const findings = async (script: string, ...options: readonly string[]): Promise<string> => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' };
  const run = promisify(execFile)(process.execPath, [resolve('node_modules', script), 'lint', file, ...options], {
    env,
  });
  return run.then(
    () => '',
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
  );
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'realname-openapi-'));
  file = join(directory, 'openapi.json');
  document = await previewOpenApi();
  await writeFile(file, JSON.stringify(document));
}, 5 * minutes);
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('the OpenAPI document', () => {
  it(
    'has no fault that Redocly finds',
    async () => {
      expect(await findings('@redocly/cli/bin/cli.js', '--config', 'redocly.yaml')).toBe('');
    },
    10 * minutes,
  );

  it(
    'has no fault that Spectral finds',
    async () => {
      const options = ['--ruleset', '.spectral.yaml', '--fail-severity', 'warn'];
      expect(await findings('@stoplight/spectral-cli/dist/index.js', ...options)).toBe('');
    },
    10 * minutes,
  );

  it('names each call once, by its verb, and says what it does', () => {
    const calls = Object.values(document.paths).flatMap((item) =>
      (['get', 'post', 'put', 'delete'] as const).flatMap((method) => {
        const call = item[method];
        return call ? [{ method, operationId: call.operationId!, summary: call.summary }] : [];
      }),
    );
    expect(calls.filter(({ method, operationId }) => !new RegExp(`^${method}[A-Z]`).test(operationId))).toEqual([]);
    expect(calls.filter(({ summary }) => !summary)).toEqual([]);
    expect(new Set(calls.map(({ operationId }) => operationId)).size).toBe(calls.length);
    expect(calls.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(['putContactPhone', 'postFuturesSession', 'getStream']),
    );
  });

  it('tells of every object which members are always there', () => {
    const vague: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { type, properties, required } = value as { type?: unknown; properties?: object; required?: unknown };
      if (type === 'object' && properties && !path.endsWith('/properties') && !Array.isArray(required))
        vague.push(path);
      for (const [key, member] of Object.entries(value)) if (!key.startsWith('example')) walk(member, `${path}/${key}`);
    };
    walk(document.components?.schemas, '');
    expect(vague).toEqual(['/RequestFieldsAnswer', '/JoinBody', '/FaceBody', '/ConfirmationBody']);
  });
});
