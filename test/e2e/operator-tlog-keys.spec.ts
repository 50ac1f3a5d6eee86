import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { customer } from '../../demo/people.js';
import { isSignedBy, parseNote, parseVkey } from '../../src/application/transparency-log/note.js';
import { eventually } from '../support/eventually.js';
import { describeWithMlDsa } from '../support/ml-dsa.js';
import { Company } from '../support/people/journey.js';
import { idNumberOf, mobileOf } from '../support/people/sign-in-page.js';
import { realname as operator, spawnRealname, startOperator } from '../support/servers/operator-commands.js';
import { RunningProcess } from '../support/servers/running-service.js';

const decided = ['--reason', 'INC-12, decided by the team', '--yes'];

interface Head {
  readonly origin: string;
  readonly vkey: string;
  readonly keys: readonly { readonly vkey: string; readonly signs: boolean; readonly from: number | null }[];
  readonly size: number;
  readonly cosigners: readonly string[];
}

describeWithMlDsa('realname with a key of ML-DSA-44', () => {
  startOperator();
  let service: RunningProcess;
  let folder: string;
  let policy: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realname-keys-'));
    policy = join(folder, 'policy');
    await writeFile(policy, 'quorum none\n');
    service = await RunningProcess.start({ TLOG_POLICY_FILE: policy });
    await importCustomer(1);
  });
  afterAll(async () => {
    await service.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const importCustomer = async (n: number) => {
    const company = await Company.of(service);
    const body = { ...customer, idNumber: idNumberOf(n), contactMobile: mobileOf(n), contactPhone: mobileOf(n) };
    expect((await company.as('operator', 'PUT', `/customers/0038/N${n}`, { body })).verdict).toMatch(/^20[01]$/);
  };
  const realname = (...args: string[]) => operator(service, args);
  const told = async (...args: string[]) => {
    const { out, ...rest } = await realname('--json', ...args);
    return { ...rest, data: JSON.parse(out) };
  };
  const head = async (): Promise<Head> => (await told('tlog')).data;
  const idOf = (vkey: string) => parseVkey(vkey).id;

  /** A witness of a program of its own; where it listens, and its verifier key. */
  const startWitness = async (log: string) => {
    const args = ['witness', '--name', 'auditors.example/1', '--log', log, '--directory', join(folder, 'witness')];
    const witness = await spawnRealname(service, [...args, '--listen', '127.0.0.1:0', '--algorithm', 'ml-dsa-44']);
    let told = '';
    witness.stdout!.on('data', (chunk) => (told += chunk));
    const [, url, vkey] = await eventually(async () => {
      const found = /^witness listens on (\S+)\n {2}vkey {2}(\S+)\n/.exec(told);
      expect(found).not.toBeNull();
      return found!;
    }, 60_000);
    return { witness, args, url: url!, vkey: vkey! };
  };

  it('adds it beside the Ed25519 one, has its heads cosigned by such a witness, verifies by either, and retires it', async () => {
    const before = await head();
    const ed25519 = before.vkey;
    const added = await told('tlog-key', 'add', '--algorithm', 'ml-dsa-44', ...decided);
    const six: string = added.data.vkey;
    expect([added.code, parseVkey(six).type, parseVkey(six).name]).toEqual([0, 6, before.origin]);
    expect(await realname('tlog-key', 'retire', idOf(ed25519), ...decided)).toMatchObject({
      code: 2,
      errors: expect.stringMatching(/is the only Ed25519 key that signs/),
    });

    const { witness, args, url, vkey } = await startWitness(six);
    try {
      expect(await realname(...args, '--algorithm', 'ed25519')).toMatchObject({
        code: 2,
        errors: expect.stringMatching(/--algorithm: .* is no key of Ed25519/),
      });
      await writeFile(policy, `log ${ed25519}\nlog ${six}\nwitness auditors ${vkey} ${url}\nquorum auditors\n`);
      await service.stop();
      await service.restart();
      await importCustomer(2);
      const cosigned = await eventually(async () => {
        const now = await head();
        expect(now.cosigners).toEqual(['auditors.example/1']);
        return now;
      }, 60_000);
      expect(cosigned.vkey).toBe(ed25519);
      expect(cosigned.keys).toMatchObject([
        { vkey: six, signs: true, from: expect.any(Number) },
        { vkey: ed25519, signs: true, from: 0 },
      ]);
      const note = parseNote(await (await fetch(`${service.url}/tlog/checkpoint`)).text());
      for (const each of [six, ed25519]) expect(isSignedBy(note, parseVkey(each))).toBe(true);
      expect((await realname('tlog')).out).toMatch(/^verifier key +signs, checkpoints of \d+ to \d+ events +\S+\n/m);

      const both = ['--log-key', ed25519, '--log-key', six, '--witness-policy', policy];
      const judged = await told('verify', '--log', ...both);
      expect([judged.code, judged.data]).toMatchObject([0, { found: [], cosigned: expect.any(Number) }]);
      const alone = await told('verify', '--log', '--log-key', six, '--witness-policy', policy);
      const from = cosigned.keys[0]!.from!;
      expect([alone.code, alone.data.cosigned]).toEqual([1, judged.data.cosigned]);
      for (const { index, what } of alone.data.found) {
        expect(index).toBeLessThan(from);
        expect(what).toMatch(/is not signed by the key of the log$/);
      }
    } finally {
      witness.kill('SIGTERM');
      await once(witness, 'exit');
    }

    const retired = await told('tlog-key', 'retire', idOf(six), ...decided);
    expect([retired.code, retired.data]).toEqual([0, { vkey: six }]);
    expect((await head()).keys).toMatchObject([
      { vkey: ed25519, signs: true },
      { vkey: six, signs: false },
    ]);
  });
});
