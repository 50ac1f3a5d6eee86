import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { importCustomer, signInStaff } from '../../demo/main-job.js';
import { findChromium, runInBrowser } from '../support/people/browser.js';
import { certificatePassword } from '../support/people/journey.js';
import { company, nextPerson, service, startOwnService } from '../support/servers/own-service.js';

const chromium = await findChromium();

(chromium ? describe : describe.skip)('in a browser', () => {
  startOwnService();

  /** A script of test/support/people, with what it is to know in front. */
  const runScript = async (name: string, known: object) => {
    const script = await readFile(`test/support/people/${name}`, 'utf8');
    const all = { baseUrl: service.url.replace('127.0.0.1', 'localhost'), ...known };
    const constants = Object.entries(all).map(([constant, value]) => `const ${constant} = ${JSON.stringify(value)};`);
    return runInBrowser(chromium!.path, [...constants, script].join('\n'));
  };

  it('F13, F24–F29 the main job with a photo, a video call, key and signatures of the browser itself', async () => {
    await importCustomer((await signInStaff(service.url)).operator);
    expect(await runScript('main-job-in-browser.js', {})).toEqual({
      customerSees: expect.any(Number),
      agentSees: expect.any(Number),
      ends: ['passed', 'passed'],
      upload: { width: 2000, height: 1000, type: 'image/jpeg', share: 1, state: 'uploaded' },
      status: 'applied',
    });
  });

  it('F13 a photo that a phone took upright and stored lying is upright and smaller', async () => {
    const half = { width: 1500, height: 1500, channels: 3 } as const;
    const blue = await sharp({ create: { ...half, background: 'blue' } })
      .png()
      .toBuffer();
    // Stored lying, red left and blue right: orientation 6 turns it clockwise, so red is above.
    const lying = sharp({ create: { ...half, width: 3000, background: 'red' } }).composite([
      { input: blue, left: 1500, top: 0 },
    ]);
    const photo = (await lying.jpeg().withMetadata({ orientation: 6 }).toBuffer()).toString('base64');
    const upright = { width: 1000, height: 2000, upper: 'red', lower: 'blue' };
    expect(await runScript('turned-photo-in-browser.js', { photo })).toEqual(upright);
  });

  /** Whose request waits for a certificate, with a verification that was passed. The third person is the main job's. */
  const verified = async () => {
    const me = await (await company.customer(3 + nextPerson())).signIn();
    const requestId = await me.filled();
    await me.passVideo();
    return { token: me.token, deviceId: me.deviceId, requestId };
  };

  it('F21, F27 certificate and signatures survive reloads, double clicks and second windows', async () => {
    const customers = [await verified(), await verified(), await verified()];
    const together = { outcomes: ['submission', 'submission', 'submission'], created: 1 };
    const kept = { after: 'second', most: 1, failed: 'failed', freed: 'freed' };
    expect(await runScript('windows-in-browser.js', { customers, password: certificatePassword })).toEqual({
      reloads: { outcome: 'submission', reloads: expect.any(Number), created: 1 },
      together,
      withoutLocks: together,
      storage: [kept, kept],
    });
  });
});
