import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { importCustomer, signInStaff } from '../../demo/main-job.js';
import { findChromium, runInBrowser } from '../support/people/browser.js';
import { service, startOwnService } from '../support/servers/own-service.js';

const chromium = await findChromium();

(chromium ? describe : describe.skip)('in a browser', () => {
  startOwnService();

  it('F24–F29 the main job with a video call, key and signatures of the browser itself', async () => {
    await importCustomer((await signInStaff(service.url)).operator);
    const baseUrl = service.url.replace('127.0.0.1', 'localhost');
    const script = await readFile('test/support/people/main-job-in-browser.js', 'utf8');
    const outcome = await runInBrowser(chromium!.path, `const baseUrl = '${baseUrl}';\n${script}`);
    expect(outcome).toEqual({
      customerSees: expect.any(Number),
      agentSees: expect.any(Number),
      ends: ['passed', 'passed'],
      status: 'applied',
    });
  });
});
