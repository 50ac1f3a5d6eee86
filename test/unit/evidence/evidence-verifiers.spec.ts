import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifierPath } from '../../../src/adapters/composition/verifiers.js';
import { EvidenceWorld, textOf, unpacked } from './evidence.fixture.js';

const world = await EvidenceWorld.withSignedRequest();
const files = await world.export();
const folder = unpacked(files);
console.log([...files].map(([p, b]) => `${p} ${b.length}`).join('\n'));
const root = join(folder, 'ca.pem');
const run = (program: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return `${status} ${stdout}${stderr}`;
};
it('x', () => {
  console.log(run('node', [verifierPath('verify.mjs'), '--ca', root, folder]));
  console.time('sh');
  console.log(run('sh', [verifierPath('verify.sh'), '--ca', root, folder]));
  console.timeEnd('sh');
  console.log(run('node', [verifierPath('verify.mjs'), folder]));
  console.log(run('sh', [verifierPath('verify.sh'), folder]));
  writeFileSync('/tmp/certificate.html', files.get('certificate.html')!);
  writeFileSync('/tmp/ev-readme.md', files.get('README.md')!);
});
