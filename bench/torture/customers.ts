import { setTimeout as sleep } from 'node:timers/promises';
import { answered, createApi } from '@realname/client';
import { Device, importCustomer } from '../../demo/main-job.js';
import { companyCode, customer } from '../../demo/people.js';
import { Ledger } from './ledger.js';
import { PersistentClient, type Tally } from './persistent-client.js';

const certificatePassword = '730162';
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The n-th valid ID number (V1). */
const idNumber = (n: number): string => {
  const born = `199${n % 10}0${1 + (Math.floor(n / 10) % 9)}15`;
  const digits = `410101${born}${String(Math.floor(n / 90)).padStart(3, '0')}`;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return `${digits}${'10X98765432'[sum % 11]}`;
};

const mobile = (prefix: string, n: number): string => `${prefix}${String(10_000_000 + n * 7)}`;

/** One customer of the run: what was acknowledged, and how far the main job came. */
export interface Run {
  readonly idNumber: string;
  readonly ledger: Ledger;
  /** Undefined while it goes on. */
  end?: 'applied' | 'no code came' | Error;
}

/** Brings the n-th customer and does the main job, whatever happens to the service. */
export const doJob = async (url: string, n: number, tally: Tally, runs: Run[]): Promise<void> => {
  const ledger = new Ledger();
  const { fetch } = new PersistentClient(ledger, tally);
  const contactMobile = mobile('139', n);
  const person = { ...customer, name: '欧阳测试', idNumber: idNumber(n), contactMobile, contactPhone: contactMobile };
  const run: Run = { idNumber: person.idNumber, ledger };
  runs.push(run);
  try {
    await importCustomer(await staff(url, 'operator', fetch), person, `T${n}`);
    run.end = await walk(new Device(url, `torture-${String(n).padStart(4, '0')}`, person, fetch), mobile('138', n));
  } catch (error) {
    // A message is handed over once: the process that died with it takes the code along (V4.3).
    run.end = /^no code came/.test((error as Error).message) ? 'no code came' : (error as Error);
  }
};

const walk = async (device: Device, phone: string): Promise<'applied'> => {
  await device.signIn();
  const { id } = await device.open();
  await device.photosAndLetter(id);
  await device.proposePhone(id, phone);
  const ticket = await device.joinQueue();
  await until(async () => {
    const params = { path: { id: ticket.id } };
    const { status } = await answered(device.api.GET('/v1/futures/video-verifications/{id}', { params }));
    return status === 'passed';
  });
  const { serial } = await device.installCertificate(ticket.id, certificatePassword);
  await device.signAgreements(id, certificatePassword, serial);
  await device.consent(id);
  await device.submit(id);
  await until(async () => (await device.get(id)).status === 'applied');
  return 'applied';
};

/**
 * The agent of the branch, who lets everybody pass until `signal` aborts; the ledgers of the tickets.
 * @param mayLose a call may be gone when the verdict comes
 */
export const answerCalls = async (
  url: string,
  tally: Tally,
  signal: AbortSignal,
  mayLose = false,
): Promise<Map<string, Ledger>> => {
  const ledgers = new Map<string, Ledger>();
  while (!signal.aborted) {
    const ledger = new Ledger();
    const id = await answerNext(url, new PersistentClient(ledger, tally)).catch((error) => {
      if (!mayLose) throw error;
      return undefined;
    });
    if (id) ledgers.set(id, ledger);
    else await sleep(100);
  }
  return ledgers;
};

/** The id of the call that was answered, if somebody waited. */
const answerNext = async (url: string, client: PersistentClient): Promise<string | undefined> => {
  const agent = await staff(url, 'agent', client.fetch);
  const body = { companyCode, branchCode: customer.branchCode };
  const call = await answered(agent.POST('/v1/staff/video-verifications/next', { body }));
  if (!call) return undefined;
  const params = { path: { id: call.id } };
  const verdict = { outcome: 'passed', recordingReference: 'recordings/torture' } as const;
  await answered(agent.POST('/v1/staff/video-verifications/{id}/verdict', { params, body: verdict }));
  return call.id;
};

/** A person of the back office, whose calls go through `fetch`, the first one too. */
const staff = async (url: string, role: string, fetch: PersistentClient['fetch']) => {
  const tokens = (await answered(createApi({ baseUrl: url, fetch }).GET('/sandbox/staff-tokens'))) as Record<
    string,
    string
  >;
  return createApi({ baseUrl: url, fetch, token: () => tokens[role] });
};

/** @throws Error when it is not so within a quarter of an hour */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (const end = performance.now() + 900_000; performance.now() < end; await sleep(100)) if (await isSo()) return;
  throw new Error('the service did not get any further');
};
