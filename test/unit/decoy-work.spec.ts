import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { loadCompanies } from '../../src/adapters/configuration/companies/load-companies.js';
import { Claims } from '../../src/application/core/claims.js';
import { CommandRunner } from '../../src/application/core/command-runner.js';
import { EventCodec } from '../../src/application/core/event-codec.js';
import { newId } from '../../src/application/core/ids.js';
import { Keyring } from '../../src/application/core/keyring.js';
import { Customers, customerSubject } from '../../src/application/futures/account/customers.js';
import {
  RequestLoginCode,
  RequestLoginCodeHandler,
  SignIn,
  SignInHandler,
} from '../../src/application/futures/account/sign-in.js';
import { CommonPasswords } from '../../src/application/identity/common-passwords.js';
import { Decoys } from '../../src/application/identity/decoys.js';
import { IdentityTickets } from '../../src/application/identity/identity-tickets.js';
import { Passwords } from '../../src/application/identity/passwords.js';
import { SignInByPassword, SignInByPasswordHandler } from '../../src/application/identity/sign-in.js';
import { IdentityUsers, idNumberKey, userStream } from '../../src/application/identity/users.js';
import { CaptchaImage } from '../../src/application/ports/captcha-image.js';
import { CaptchaSound } from '../../src/application/ports/captcha-sound.js';
import { PasswordHasher } from '../../src/application/ports/password-hasher.js';
import { Background } from '../../src/application/shared/background.js';
import { Captchas } from '../../src/application/shared/captchas.js';
import { Companies } from '../../src/application/shared/companies.js';
import { Sessions } from '../../src/application/shared/sessions.js';
import { SingleUse } from '../../src/application/shared/single-use.js';
import { SmsCodes } from '../../src/application/shared/sms-codes.js';
import { SmsStreams } from '../../src/application/shared/sms-streams.js';
import { customerAccount } from '../../src/domain/customer-account/decider.js';
import type { CustomerRecord } from '../../src/domain/customer-account/events.js';
import { DomainError } from '../../src/domain/shared/domain-error.js';
import { minute, second } from '../../src/domain/shared/instant.js';
import { commandContext } from '../support/command-context.js';
import { Calls } from '../support/memory/counted.js';
import { MemoryCredentials } from '../support/memory/credentials.js';
import { MemoryDataKeys } from '../support/memory/data-keys.js';
import { MemoryEventStore } from '../support/memory/event-store.js';
import { ManualClock } from '../support/memory/manual-clock.js';
import { MemoryShortLived } from '../support/memory/short-lived.js';
import { FakeGateway } from '../support/memory/sms-fixture.js';
import { customer } from './histories.js';
import { registration } from './identity-histories.js';

class PlainImage extends CaptchaImage {
  async draw(text: string) {
    return Buffer.from(text);
  }
}

/** A password is its own hash. */
class PlainHasher extends PasswordHasher {
  async hash(password: string) {
    return password;
  }
  async verify(known: string | undefined, password: string) {
    return known === password;
  }
  isOutdated() {
    return false;
  }
}

/** A Monday, 10:00 in Shanghai: the company is open. */
const openingHour = '2026-11-23T02:00:00.000Z';

const world = () => {
  const calls = new Calls();
  const clock = new ManualClock(openingHour);
  const shortLived = calls.of('shortLived', new MemoryShortLived(clock));
  const gateway = calls.of('gateway', new FakeGateway());
  const keyring = new Keyring(Buffer.alloc(32, 7));
  const keys = new MemoryDataKeys();
  const runner = new CommandRunner(calls.of('store', new MemoryEventStore()), new EventCodec(keys));
  const claims = new Claims(runner, keyring);
  const background = new Background();
  const singleUse = new SingleUse(shortLived, clock, background);
  const streams = new SmsStreams(keys, keyring);
  const smsCodes = new SmsCodes(runner, shortLived, clock, gateway, streams, singleUse, background);
  const sessions = new Sessions(shortLived, clock);
  const context = () => commandContext({ at: clock.now() });
  return { calls, clock, shortLived, keyring, runner, claims, smsCodes, singleUse, background, sessions, context };
};

/** The same numbers at each run: a linear congruential generator. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
};

/** A refusal's code; fails when there is none. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => Promise.reject(new Error('not refused')),
    ({ code }: { code: string }) => code,
  );

describe('F4 the work for whoever asks for a sign-in code and types a wrong one', () => {
  const ids = {
    known: customer.idNumber,
    frozen: '110101199003072113',
    closed: '11010119900307002X',
    unknown: '11010120000229211X',
  };
  let all: ReturnType<typeof world>;
  let captchas: Captchas;
  let asking: RequestLoginCodeHandler;
  let signingIn: SignInHandler;

  const bring = async (change: Partial<CustomerRecord>) => {
    const record = { ...customer, ...change };
    const id = newId();
    const owner = `${customerAccount.category}-${id}`;
    await all.claims.take(['customer', record.companyCode, 'futuresBrokerage', record.idNumber], owner, all.context());
    const command = { type: 'ImportCustomer', customer: record, asOf: all.clock.now() } as const;
    await all.runner.run(customerAccount, id, command, all.context(), customerSubject(record.companyCode, id));
  };

  beforeEach(async () => {
    all = world();
    const { clock, shortLived, claims, runner, smsCodes, keyring, sessions } = all;
    const companies = new Companies(loadCompanies('companies'));
    const customers = new Customers(claims, runner);
    captchas = new Captchas(shortLived, clock, new PlainImage(), {} as CaptchaSound);
    asking = new RequestLoginCodeHandler(companies, captchas, customers, smsCodes, keyring);
    signingIn = new SignInHandler(companies, customers, smsCodes, sessions, keyring);
    await bring({});
    await bring({ idNumber: ids.frozen, customerNumber: '80001235', status: 'frozen' });
    await bring({ idNumber: ids.closed, customerNumber: '80001236', status: 'closed' });
  });

  /** From the captcha to the refused code: what each step called. */
  const steps = async (idNumber: string) => {
    const asked = { companyCode: '0038', accountType: 'futuresBrokerage', idNumber };
    all.calls.take();
    const { captchaId, image } = await captchas.issue('futuresLogin');
    const captcha = Buffer.from(image.split(',')[1]!, 'base64').toString();
    const answer = await asking.execute(new RequestLoginCode({ ...asked, captchaId, captcha }, all.context()));
    await all.background.settled();
    const { 'gateway.sendCode': messages = 0, ...code } = all.calls.take();
    const typed = { ...asked, smsCode: '000000' };
    const code401 = await refusal(signingIn.execute(new SignIn(typed, all.context())));
    return { messages, shape: Object.keys(answer), resendIn: answer.resendIn, code, code401, signIn: all.calls.take() };
  };

  it.each(['frozen', 'closed', 'unknown'] as const)('is that for a customer when the account is %s', async (which) => {
    const { messages, ...real } = await steps(ids.known);
    const { messages: none, ...decoy } = await steps(ids[which]);
    expect([messages, none]).toEqual([1, 0]);
    expect(decoy).toEqual(real);
    expect(real.code).toMatchObject({ 'store.append': 3, 'shortLived.put': 3 });
    expect(real.signIn).toEqual({ 'store.read': 2, 'shortLived.reserve': 1 });
  });

  it('is that for a customer once the tries are used up, and when no code was asked for', async () => {
    const tries = async (idNumber: string) => {
      const typed = { companyCode: '0038', accountType: 'futuresBrokerage', idNumber, smsCode: '000000' };
      all.calls.take();
      await refusal(signingIn.execute(new SignIn(typed, all.context())));
      const before = all.calls.take();
      await steps(idNumber);
      for (let n = 0; n < 6; n++) await refusal(signingIn.execute(new SignIn(typed, all.context())));
      return { before, after: all.calls.take() };
    };
    expect(await tries(ids.unknown)).toEqual(await tries(ids.known));
  });

  it('is answered alike whatever else the mobile got, at each company, in any order', async () => {
    await bring({ companyCode: '0039', customerNumber: '80001237' });
    const choose = randomFrom(4);
    const forms = (idNumber: string, companyCode: string) => ({
      companyCode,
      accountType: 'futuresBrokerage',
      idNumber,
    });
    const ask = async (idNumber: string, companyCode: string) => {
      const { captchaId, image } = await captchas.issue('futuresLogin');
      const captcha = Buffer.from(image.split(',')[1]!, 'base64').toString();
      all.calls.take();
      const asked = new RequestLoginCode({ ...forms(idNumber, companyCode), captchaId, captcha }, all.context());
      const answer = await asking.execute(asked).then(
        ({ maskedMobile, ...sent }) => ({ ...sent, mask: maskedMobile.length }),
        ({ code, extras }: DomainError) => ({ code, ...extras }),
      );
      const { 'gateway.sendCode': _, ...before } = all.calls.take();
      await all.background.settled();
      return { answer, before };
    };
    const type = async (idNumber: string, companyCode: string) => {
      const typed = { ...forms(idNumber, companyCode), smsCode: '000000' };
      return refusal(signingIn.execute(new SignIn(typed, all.context())));
    };
    const elsewhere = () =>
      all.smsCodes
        .send({
          purpose: 'contactPhone',
          boundTo: 'x',
          number: customer.contactMobile as never,
          context: all.context(),
        })
        .catch(() => {});
    for (let step = 0; step < 120; step++) {
      const company = ['0038', '0039'][choose(2)]!;
      const act = [ask, type][choose(2)]!;
      expect(await act(ids.unknown, company)).toEqual(await act(ids.known, company));
      if (choose(2) === 0) await elsewhere();
      all.clock.advance([second, 20 * second, minute, 780 * minute][choose(4)]!);
    }
  });

  it('P4 is told to the operator alike, by an HMAC of who was to be signed in', async () => {
    const told = jest.spyOn(all.sessions, 'refused');
    const whose = [ids.known, ids.known, ids.unknown, ids.frozen];
    for (const idNumber of whose) {
      const typed = { companyCode: '0038', accountType: 'futuresBrokerage', idNumber, smsCode: '000000' };
      await refusal(signingIn.execute(new SignIn(typed, all.context())));
    }
    const hmacs = told.mock.calls.map(([app, hmac]) => `${app} ${hmac}`);
    expect(hmacs).toEqual(whose.map(() => expect.stringMatching(/^futures [0-9a-f]{32}$/)));
    expect(new Set(hmacs).size).toBe(3);
  });
});

describe('R7, R8 the work for a password that is refused', () => {
  let all: ReturnType<typeof world>;
  let handler: SignInByPasswordHandler;

  beforeEach(async () => {
    all = world();
    const { calls, clock, shortLived, claims, runner, singleUse, sessions, context } = all;
    const users = new IdentityUsers(claims, runner);
    const credentials = calls.of('credentials', new MemoryCredentials());
    const passwords = new Passwords(credentials, calls.of('hasher', new PlainHasher()), new CommonPasswords(new Set()));
    const tickets = new IdentityTickets(shortLived, clock, singleUse);
    handler = new SignInByPasswordHandler(users, passwords, tickets, new Decoys(shortLived, clock), sessions);
    const userId = newId();
    await claims.take(idNumberKey(registration.idNumber), userStream(userId), context());
    await passwords.set(userId, await passwords.hash('Abcd-5678'), null, context(), (credentialId) =>
      users.run(userId, { ...registration, credentialId, at: clock.now() }, context()),
    );
  });

  const signIn = (identifier: string, password: string, address = 'here') =>
    handler.execute(new SignInByPassword({ identifier, password }, address, all.context()));

  /** Reads, writes and comparisons; a write is an event's or a short-lived thing's. */
  const workOf = async (identifier: string, password: string, address?: string) => {
    all.calls.take();
    expect(await refusal(signIn(identifier, password, address))).toBe('login.refused');
    const { 'store.append': appends = 0, 'shortLived.put': puts = 0, ...rest } = all.calls.take();
    return { ...rest, writes: appends + puts };
  };

  const one = { 'store.read': 2, 'credentials.get': 1, 'hasher.verify': 1, writes: 1 };

  it('is one comparison, and the same for a user, for nobody and for a locked account', async () => {
    const { idNumber } = registration;
    expect(await workOf('11010120000229211X', 'Abcd-5678')).toEqual(one);
    expect(await workOf('13900139000', 'Abcd-5678')).toEqual(one);
    expect(await workOf('nobody at all', 'Abcd-5678')).toEqual(one);
    for (let n = 0; n < 5; n++) expect(await workOf(idNumber, 'wrong-5678')).toEqual(one);
    expect(await workOf(idNumber, 'wrong-5678')).toEqual(one);
    expect(await workOf(idNumber, 'Abcd-5678')).toEqual(one);
    all.clock.advance(31 * minute);
    expect(await workOf(idNumber, 'wrong-5678', 'there')).toEqual(one);
    all.calls.take();
    await signIn(idNumber, 'Abcd-5678');
    expect(all.calls.take()).toMatchObject({ 'hasher.verify': 1 });
  });
});
