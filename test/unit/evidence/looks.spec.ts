import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { verifierPath } from '../../../src/adapters/composition/verifiers.js';
import { DependencyUnavailable } from '../../../src/application/ports/unavailable.js';
import type { Fact } from '../../../src/domain/shared/decider.js';
import { certificate } from '../histories.js';
import { EvidenceWorld, requestId, textOf } from './evidence.fixture.js';

const another = '0b6f5a0e-0000-4000-8000-0000000000ff';
const request = `ProfileChangeRequest-${requestId}`;
const shown = (changeRequestId: string): Fact => ({ type: 'ChangeRequestShown', data: { changeRequestId } });
const photo = { which: 'submitted', kind: 'idFront' } as const;
const revealed = (stream: string): Fact => ({
  type: 'PersonalDataRevealed',
  data: { stream, from: '0', until: '3', reason: 'complaint' },
});

interface Told {
  readonly type: string;
  readonly stream: string;
}

let world: EvidenceWorld;
let files: ReadonlyMap<string, Uint8Array>;
beforeAll(async () => {
  world = await EvidenceWorld.withSignedRequest();
  const reviewed: Fact[] = [
    shown(another),
    shown(requestId),
    { type: 'ChangeRequestPhotoShown', data: { changeRequestId: requestId, ...photo } },
    { type: 'ChangeRequestPhotoShown', data: { changeRequestId: another, ...photo } },
  ];
  await world.append('AuditTrail-reviewer-1', reviewed, 'staff/reviewer-1');
  const { verificationId } = certificate;
  await world.append(
    'AuditTrail-agent-1',
    [{ type: 'CallPhotoShown', data: { verificationId, kind: 'idFront' } }],
    null,
  );
  await world.append('AuditTrail-auditor-2', [revealed('CustomerAccount-1'), revealed(request)], 'staff/auditor-2');
  await world.export();
  files = await world.export();
});

const trails = (of = files): readonly Told[] =>
  (JSON.parse(textOf(of, 'events.json')) as Told[]).filter(({ stream }) => stream.startsWith('AuditTrail-'));

describe('who looked at a request, in its evidence (F29, P2)', () => {
  it('F29 each look of reviewers, agents and auditors at it is a fact of the archive, and no look at another', () => {
    expect(trails().map(({ stream, type }) => [stream, type])).toEqual([
      ['AuditTrail-reviewer-1', 'ChangeRequestShown'],
      ['AuditTrail-reviewer-1', 'ChangeRequestPhotoShown'],
      ['AuditTrail-agent-1', 'CallPhotoShown'],
      ['AuditTrail-auditor-2', 'PersonalDataRevealed'],
      ['AuditTrail-auditor-1', 'EvidenceExported'],
    ]);
    const page = textOf(files, 'certificate.html');
    expect(page).toContain('request looked at by a reviewer');
    expect(page).toContain('evidence exported');
  });

  it('F29 each is proved to stand in the log', async () => {
    const { parseVkey, verifyFiles } = await import(pathToFileURL(verifierPath('verify.mjs')).href);
    const trusted = { ca: [], logKeys: [parseVkey(await world.log.vkey())] };
    const buffers = new Map([...files].map(([path, bytes]) => [path, Buffer.from(bytes)]));
    expect(verifyFiles(buffers, trusted)).toMatchObject({
      verdict: 'INDETERMINATE',
      subIndications: ['NO_CERTIFICATE_CHAIN_FOUND'],
    });
    const look = [...buffers.keys()].find(
      (path) => path.endsWith('.entry') && textOf(buffers, path).includes('ChangeRequestPhotoShown'),
    )!;
    buffers.delete(look.replace('.entry', '.tlog-proof'));
    expect(verifyFiles(buffers, trusted)).toMatchObject({ verdict: 'TOTAL-FAILED' });
  });

  it('F29 an export waits until the read models have seen every look, and is refused where they have not', async () => {
    const lagging = await EvidenceWorld.withSignedRequest();
    lagging.haveSeenAll = false;
    await expect(lagging.export()).rejects.toThrow(DependencyUnavailable);
    lagging.haveSeenAll = true;
    expect(trails(await lagging.export())).toEqual([]);
  });
});
