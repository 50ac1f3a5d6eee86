import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { landline, PhoneForm } from '../support/people/phone-form.js';
import { company, nextPerson, startOwnService } from '../support/servers/own-service.js';

startOwnService();

const beforeForm = (options = {}) => PhoneForm.of(company, nextPerson(), options);

describe('against the profile (F19)', () => {
  it('refuses the number that it is already', async () => {
    const form = await beforeForm({ contactPhone: landline });
    expect((await form.put({ phone: landline })).verdict).toBe('422 change-request.no-change');
    expect((await form.put({ phone: '07551234533' })).verdict).toBe('422 change-request.no-change');
    expect((await form.put({ phone: form.customer.person.contactMobile })).verdict).toBe('422 phone.code-required');
  });

  it('stale after the group changed meanwhile; refresh takes it up, photos and letter kept', async () => {
    const form = await beforeForm();
    await form.put({ phone: landline });
    const signedBefore = (await form.me.on(form.id, 'GET')).body;
    await form.customer.import({ contactPhone: '021-87654321', idAddress: '北京市朝阳区' });
    const stale = await form.put({ phone: '0755-7654321' });
    expect(stale.verdict).toBe('409 change-request.stale');
    expect(stale.body.fields).toEqual(['contactPhone']);
    const refreshed = await form.me.on(form.id, 'POST', '/refresh');
    expect(refreshed.verdict).toBe('200');
    expect(refreshed.body).toMatchObject({
      step: 'form',
      proposed: null,
      agreements: [],
      current: { phone: '021****321' },
      photos: signedBefore.photos,
      responsibilityLetter: signedBefore.responsibilityLetter,
    });
    expect((await form.put({ phone: '0755-7654321' })).verdict).toBe('200');
  });

  it('another group changing does not make it stale', async () => {
    const form = await beforeForm();
    await form.customer.import({
      idAddress: '北京市朝阳区',
      other: { ...form.customer.person.other, address: '华鹏路301号' },
    });
    expect((await form.put({ phone: landline })).verdict).toBe('200');
    expect((await form.me.on(form.id, 'POST', '/refresh')).body.proposed).toEqual({ phone: landline });
  });

  it('stands at the same step after a new sign-in, on whatever device', async () => {
    const form = await beforeForm();
    await form.put({ phone: landline });
    await company.clock(61);
    const again = await form.customer.signIn('another-device');
    await eventually(async () => expect((await again.on(form.id, 'GET')).body.proposed).toEqual({ phone: landline }));
    expect((await again.call('GET', '/profile')).body.openRequests).toEqual([
      { id: form.id, kind: 'contactPhone', status: 'open', step: 'certificate' },
    ]);
  });

  it('F15 the forms of the other kinds do not exist below it', async () => {
    const form = await beforeForm();
    const other = await form.me.open('otherInformation');
    const refused = await form.me.on(other, 'PUT', '/contact-phone', { body: { phone: landline } });
    expect(refused.status).toBe(404);
  });
});
