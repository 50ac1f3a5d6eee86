import { Device } from '../demo/main-job.js';
import { accountType, companyCode, type customer } from '../demo/people.js';
import { percentiles } from './measure.js';
import type { Row } from './table.js';

type Person = typeof customer;

/**
 * Whether the time of an answer tells who is known (F4): the same calls by customers and by as many people whom no company
 * knows, by turns. The ratio is that of the medians; near 1, nothing is told.
 */
export const signInDecoys = async (
  baseUrl: string,
  known: readonly Person[],
  unknown: readonly Person[],
): Promise<Row[]> => {
  const codes = new Comparison('code for a sign-in, ID number of nobody');
  const attempts = new Comparison('sign-in with a wrong code, ID number of nobody');
  for (const [index, person] of known.entries()) {
    for (const [who, each] of [['known', person] as const, ['unknown', unknown[index]!] as const]) {
      const device = new Device(baseUrl, `decoys-${who}-${index}`, each);
      const identification = { companyCode, idNumber: each.idNumber, accountType };
      const body = { ...identification, ...(await device.captcha('futuresLogin')) };
      await codes.time(who, () => device.api.POST('/v1/futures/sessions/sms-codes', { body }), 202);
      const wrong = { body: { ...identification, smsCode: '000000' } };
      await attempts.time(who, () => device.api.POST('/v1/futures/sessions', wrong), 401);
    }
  }
  return [codes.row(), attempts.row()];
};

/** Durations of one call, by those who are known and those who are not. */
export class Comparison {
  private readonly durations = { known: [] as number[], unknown: [] as number[] };

  constructor(private readonly name: string) {}

  /** @throws Error when the answer has another status: it would compare something else */
  async time(who: 'known' | 'unknown', call: () => Promise<{ readonly response: Response }>, status: number) {
    const from = performance.now();
    const { response } = await call();
    this.durations[who].push(performance.now() - from);
    if (response.status !== status) throw new Error(`${this.name}: ${response.status} instead of ${status}`);
  }

  row(): Row {
    const known = percentiles(this.durations.known);
    const unknown = percentiles(this.durations.unknown);
    const floor = `one who is known: p50 ${known.p50.toFixed(2)}, p99 ${known.p99.toFixed(2)} ms`;
    return { name: this.name, ...unknown, ratio: unknown.p50 / known.p50, floor };
  }
}
