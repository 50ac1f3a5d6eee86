import { day, type Instant, minute, plus } from '../../../domain/shared/instant.js';
import type { Calls } from './calls.js';
import { certify, importCustomer } from './customers.js';
import { type CustomerRow, customers, users } from './rows.js';
import { makeUser } from './users.js';

/**
 * Makes the people of a sandbox by the calls that real ones would make, some of them on earlier days: the sandbox clock goes back
 * for that and returns. Whoever is there already is left alone: a start that was interrupted, perhaps on one of those days, is repeated.
 * @throws Refused when a call is refused
 */
export const makePeople = async (anybody: Calls): Promise<void> => {
  await anybody.delete('/sandbox/clock');
  const { now } = (await anybody.get('/sandbox/clock')) as { now: Instant };
  try {
    await makeAll(anybody, now);
  } finally {
    await anybody.delete('/sandbox/clock');
  }
};

const makeAll = async (anybody: Calls, now: Instant): Promise<void> => {
  const earliest = Math.max(...customers.flatMap(({ certificates }) => certificates));
  const { operator } = await staffOn(anybody, plus(now, -earliest * day));
  await Promise.all([
    ...customers.map((row) => importCustomer(operator, row)),
    ...users.map((row) => makeUser(anybody, operator, row)),
  ]);
  for (const row of customers) await certifyAll(anybody, row, now);
};

const certifyAll = async (anybody: Calls, row: CustomerRow, now: Instant): Promise<void> => {
  for (const [index, daysAgo] of row.certificates.entries()) {
    const device = `sandbox-phone-${row.customerNumber}-${index + 1}`;
    const { agent } = await staffOn(anybody, plus(now, -daysAgo * day), row.companyCode);
    await certify(anybody, agent, row, device);
  }
};

/** The staff at that time, or where a company is named and closed then (F5), at its next opening. */
const staffOn = async (anybody: Calls, at: Instant, companyCode?: string) => {
  await anybody.put('/sandbox/clock', { now: at });
  if (companyCode) await untilOpen(anybody, companyCode);
  const tokens = (await anybody.get('/sandbox/staff-tokens')) as Readonly<Record<'operator' | 'agent', string>>;
  return { operator: anybody.as({ token: tokens.operator }), agent: anybody.as({ token: tokens.agent }) };
};

const untilOpen = async (anybody: Calls, companyCode: string): Promise<void> => {
  const { serviceHours } = await anybody.get(`/v1/futures/companies/${companyCode}`);
  const { open, nextOpening } = serviceHours as { open: boolean; nextOpening: Instant | null };
  if (!open && nextOpening) await anybody.put('/sandbox/clock', { now: plus(nextOpening, minute) });
};
