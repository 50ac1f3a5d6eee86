import { describe, expect, it } from '@jest/globals';
import { type SmsGateway, smsNotices, smsPurposes } from '../../src/application/ports/sms-gateway.js';

/** `undeliverable`: a number to which the gateway will never deliver. */
export const smsGatewayContract = (name: string, create: () => SmsGateway, undeliverable: string) =>
  describe(`SmsGateway of ${name}`, () => {
    const to = '+8613800138001';

    it.each(smsPurposes)('V4.1 takes a code for %s', async (purpose) => {
      expect(await create().sendCode(to, purpose, '042137')).toBe('accepted');
    });

    it.each(smsNotices)('P4 takes the notice %s', async (notice) => {
      await create().sendNotice(to, notice);
    });

    it('V4.3 refuses a code to a number that it never delivers to; a notice to it is lost', async () => {
      expect(await create().sendCode(undeliverable, 'registration', '042137')).toBe('refused');
      await create().sendNotice(undeliverable, 'passwordChanged');
    });
  });
