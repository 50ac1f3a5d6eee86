import { WriteGate } from '../crashes/write-gate.js';
import { RunningProcess } from '../servers/running-service.js';
import type { Crashable } from './faults.js';
import { clockOf } from './time.js';

/** The sandbox's certificate authority ends some years after; people of tests have three digits. */
const lastBegin = Date.parse('2034-01-01T00:00:00Z');
const lastPerson = 990;

/** The service that random walks go through one after the other; a new one when its clock has gone too far. */
export class WalkedService {
  private current: Crashable | undefined;
  private people = 0;

  /** The service, and the first number of so many new people. */
  async admit(people: number): Promise<Crashable & { readonly first: number }> {
    const { service, gate } = await this.running(people);
    const first = this.people + 1;
    this.people += people;
    return { service, gate, first };
  }

  async dispose(): Promise<void> {
    await this.current?.service.dispose();
  }

  private async running(people: number): Promise<Crashable> {
    const { current } = this;
    if (current && this.people + people <= lastPerson && (await clockOf(current.service)) < lastBegin) return current;
    await this.dispose();
    const service = await RunningProcess.onItsServer();
    this.people = 0;
    this.current = { service, gate: await WriteGate.on(service) };
    return this.current;
  }
}
