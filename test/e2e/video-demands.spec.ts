import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Company } from '../support/people/journey.js';
import { companiesWith } from '../support/servers/companies.js';
import { RunningService } from '../support/servers/running-service.js';

describe('what a company demands of a video call (F26)', () => {
  let folder: string;
  let service: RunningService;
  let company: Company;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'realname-companies-'));
    const verification = { recording: 'required', minimumSeconds: 60, customerPresent: true };
    service = await RunningService.start({ COMPANIES_DIR: await companiesWith(folder, { verification }) });
    company = await Company.of(service);
  });
  afterAll(async () => {
    await service?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('F26 passes nobody without recording, before its time, or without the customer; who does not pass needs none of it', async () => {
    const me = await (await company.customer(1)).signIn();
    await me.call('POST', '/video-verifications', { body: {} });
    const { id } = (await company.next('001')).body;
    const recorded = { outcome: 'passed', recordingReference: 'archive/1' };
    expect((await company.verdict(id, { outcome: 'passed' })).verdict).toBe('422 verification.recording-required');
    expect((await company.verdict(id, recorded)).verdict).toBe('422 verification.too-short');
    await company.clock(60);
    expect((await company.verdict(id, recorded)).verdict).toBe('422 verification.customer-absent');
    expect((await company.verdict(id, { outcome: 'rejected', reason: '无法确认本人' })).status).toBeLessThan(300);
  });

  it('F26 passes a customer who is there', async () => {
    const me = await (await company.customer(2)).signIn();
    await me.call('POST', '/video-verifications', { body: {} });
    const { id } = (await company.next('001')).body;
    await company.clock(60);
    const recorded = { outcome: 'passed', recordingReference: 'archive/1' };
    expect((await company.verdict(id, recorded)).verdict).toBe('422 verification.customer-absent');
    await me.call('GET', `/video-verifications/${id}`);
    expect((await company.verdict(id, recorded)).status).toBe(204);
  });
});
