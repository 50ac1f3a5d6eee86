import { describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { certificatePassword as password, type SignedIn, send } from '../support/people/journey.js';
import { company, nextPerson, service, startOwnService } from '../support/servers/own-service.js';

const landline = '0755-1234533';

startOwnService();

const arrival = async (options = {}): Promise<SignedIn> => (await company.customer(nextPerson(), options)).signIn();

/** Everything up to the submission. */
const ready = async (me: SignedIn, phone?: string): Promise<string> => {
  const id = await me.filled(phone);
  await me.device.signAgreements(id, password, await me.certify());
  await me.on(id, 'PUT', '/agreements/consent', { body: { agreed: true } });
  return id;
};
const apply = async (me: SignedIn, phone?: string): Promise<string> => {
  const id = await ready(me, phone);
  await me.on(id, 'POST', '/submission');
  await me.device.applied(id);
  return id;
};
const phones = async (me: SignedIn) => (await me.call('GET', '/profile')).body.phones;
const photo = async (me: SignedIn, kind: string) => (await me.call('GET', `/profile/photos/${kind}`)).bytes;

describe('what an applied change changes (F9, F22)', () => {
  it('the contact phone, not the login mobile; the signature photo, not the ID photos', async () => {
    const me = await arrival();
    const before = await phones(me);
    const id = await ready(me, landline);
    const files = { idFront: await photo(me, 'idFront'), signature: await photo(me, 'signature') };
    const etag = (await me.call('GET', '/profile')).headers.get('etag');
    const uploaded = (await me.on(id, 'GET', '/photos/signature')).bytes;
    const submitted = await me.on(id, 'POST', '/submission');
    await me.device.applied(id);
    expect(await phones(me)).toEqual({ ...before, contactPhone: '0755****533' });
    expect((await me.call('GET', '/profile')).headers.get('etag')).not.toBe(etag);
    expect((await photo(me, 'idFront')).equals(files.idFront)).toBe(true);
    expect((await photo(me, 'signature')).equals(uploaded)).toBe(true);
    expect(uploaded.equals(files.signature)).toBe(false);
    expect(submitted.headers.get('consistency-token')).toBeTruthy();
    await company.clock(61);
    await me.customer.signIn();
    const notices = `${service.url}/sandbox/notices?to=${me.customer.person.contactMobile}`;
    await eventually(async () => expect((await send(notices, 'GET')).body.items).toHaveLength(2));
  });

  it('GET with the Consistency-Token sees the submission', async () => {
    const me = await arrival();
    const id = await ready(me);
    const token = (await me.on(id, 'POST', '/submission')).headers.get('consistency-token')!;
    const seen = await me.on(id, 'GET', '', { headers: { 'consistency-token': token } });
    expect(['submitted', 'applied']).toContain(seen.body.status);
  });

  it('the next request starts from the changed profile', async () => {
    const me = await arrival();
    await apply(me, landline);
    const id = await me.open();
    const next = (await me.on(id, 'GET')).body;
    expect(next.current).toEqual({ phone: '0755****533' });
    expect(next.photos.signature.state).toBe('onFile');
    expect(
      (await me.call('GET', '/change-requests')).body.items.map(({ status }: { status: string }) => status),
    ).toEqual(['open', 'applied']);
  });

  it('of two open requests of other kinds each goes its way', async () => {
    const me = await arrival();
    const other = await me.open('otherInformation');
    const id = await apply(me, landline);
    expect((await me.on(id, 'GET')).body.status).toBe('applied');
    expect((await me.on(other, 'GET')).body.status).toBe('open');
  });
});

describe('imports (§6, F22)', () => {
  it('201, then 200; ids stay', async () => {
    const customer = await company.customer(nextPerson());
    const again = await customer.import({ idAddress: '北京市朝阳区建国路1号' });
    expect(again.verdict).toBe('200');
    expect(again.body).toEqual({ customerId: expect.stringMatching(/^[0-9a-f-]{36}$/), kept: [] });
    expect((await customer.import()).body).toEqual(again.body);
  });

  it('an import older than an applied change does not undo it', async () => {
    const me = await arrival();
    const before = await company.clock(0);
    await company.clock(5);
    await apply(me, landline);
    const older = await me.customer.import({ asOf: before, idAddress: '北京市朝阳区' });
    expect(older.body.kept).toEqual(['phones']);
    expect((await phones(me)).contactPhone).toBe('0755****533');
    expect((await me.call('GET', '/profile')).body.identity.idAddress).toBe('北京市朝阳区');
    await company.clock(5);
    const newer = await me.customer.import({ contactPhone: '021-87654321' });
    expect(newer.body.kept).toEqual([]);
    expect((await phones(me)).contactPhone).toBe('021****321');
  });

  it('unique by company, ID number and account type', async () => {
    const [one, two] = [await company.customer(nextPerson()), await company.customer(nextPerson())];
    expect((await two.import({ idNumber: one.person.idNumber })).verdict).toBe('409 customer.already-exists');
    const twin = await company.as('operator', 'PUT', '/customers/0038/TWIN', { body: one.person });
    expect(twin.verdict).toBe('409 customer.already-exists');
    const elsewhere = await company.as('operator', 'PUT', '/customers/0039/TWIN', { body: one.person });
    expect(elsewhere.verdict).toBe('201');
    expect((await two.import()).verdict).toBe('200');
  });

  it('every wrong field at once', async () => {
    const customer = await company.customer(nextPerson());
    const refused = await customer.import({
      idNumber: '110101199003072114',
      contactMobile: '12345',
      contactPhone: '95588',
      branchCode: '999',
      validity: { start: '2020-02-30', end: '2019-01-01' },
      accountTypes: ['nonsense'],
      other: { ...customer.person.other, provinceCode: '990000', postcode: '1', education: 'x', occupation: 'y' },
    });
    expect(refused.verdict).toBe('400 request.invalid');
    const codes = Object.fromEntries(
      refused.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
    );
    expect(codes).toMatchObject({
      '/idNumber': 'id.checksum',
      '/contactMobile': 'phone.shape',
      '/contactPhone': 'phone.shape',
      '/branchCode': expect.any(String),
      '/accountTypes/0': expect.any(String),
      '/other/provinceCode': 'region.unknown',
      '/other/postcode': 'postcode.shape',
      '/other/education': 'education.unknown',
      '/other/occupation': 'occupation.unknown',
    });
    for (const body of [
      { ...customer.person, idNumber: Number(customer.person.idNumber.slice(0, 15)) },
      { ...customer.person, contactMobile: 13800138000 },
      { ...customer.person, status: 'gone' },
      { ...customer.person, unknown: 1 },
      { ...customer.person, other: undefined },
      { ...customer.person, accountTypes: [] },
    ]) {
      const answer = await company.as('operator', 'PUT', `/customers/0038/${customer.number}`, { body });
      expect(answer.verdict).toBe('400 request.invalid');
    }
  });

  it('only operators, only for companies that are there', async () => {
    const { person } = await company.customer(nextPerson());
    for (const role of ['agent', 'reviewer', 'auditor'])
      expect((await company.as(role, 'PUT', '/customers/0038/X1', { body: person })).verdict).toBe(
        '403 access.forbidden',
      );
    expect((await company.as('operator', 'PUT', '/customers/9999/X1', { body: person })).verdict).toBe(
      '404 company.not-found',
    );
    const photo = await company.as('operator', 'PUT', '/customers/0038/NOBODY/photos/idFront', { body: Buffer.of(1) });
    expect(photo.status).toBe(404);
    expect((await send(`${service.url}/v1/staff/customers/0038/X1`, 'PUT', { body: person })).status).toBe(401);
  });

  it('F4 freezing, closing or another mobile ends the sessions; a new address does not', async () => {
    for (const [change, ends] of [
      [{ idAddress: '北京市朝阳区' }, false],
      [{ contactPhone: landline }, false],
      [{ status: 'dormant' }, false],
      [{ status: 'frozen' }, true],
      [{ status: 'closed' }, true],
      [{ contactMobile: '13655550001' }, true],
    ] as const) {
      const me = await arrival({ photos: false });
      await me.customer.import(change);
      expect(`${Object.keys(change)} ${(await me.call('GET', '/profile')).status}`).toBe(
        `${Object.keys(change)} ${ends ? 401 : 200}`,
      );
    }
  });

  it('a new branch is where the next ticket goes', async () => {
    const me = await arrival({ photos: false });
    await me.customer.import({ branchCode: '002' });
    const ticket = await me.call('POST', '/video-verifications', { body: {} });
    expect(ticket.body.branch.code).toBe('002');
    const homeless = await arrival({ photos: false, branchCode: undefined });
    expect((await homeless.call('POST', '/video-verifications', { body: {} })).verdict).toBe('404 branch.not-found');
    expect((await homeless.call('POST', '/video-verifications', { body: { branchCode: '001' } })).verdict).toBe('201');
    expect((await homeless.call('GET', '/profile')).body.branch).toBeNull();
  });
});
