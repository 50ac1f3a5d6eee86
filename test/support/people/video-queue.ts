import { afterEach, beforeAll } from '@jest/globals';
import { company, startOwnService } from '../servers/own-service.js';
import type { Answer, Company, SignedIn } from './journey.js';
import type { Watching } from './watching.js';

/** What a ticket says of the queue: `waiting 3 2` is the second of three. */
export const notes = (body: { status: string; waiting: number; position: number | null }) =>
  `${body.status} ${body.waiting} ${body.position}`;

/** Customers at the door of a company's branches, and the streams they read. */
export class WaitingRoom {
  private people = 0;
  private readonly watching: Watching[] = [];

  constructor(readonly company: Company) {}

  async arrival(options: Parameters<Company['customer']>[1] = {}): Promise<SignedIn> {
    return (await this.company.customer(++this.people, options)).signIn();
  }

  join(me: SignedIn, body: object = {}): Promise<Answer> {
    return me.call('POST', '/video-verifications', { body });
  }

  /** Joins: the ticket's id. */
  async joined(me: SignedIn, body: object = {}): Promise<string> {
    return (await this.join(me, body)).body.id;
  }

  async ticket(me: SignedIn, id = 'current') {
    return (await me.call('GET', `/video-verifications/${id}`)).body;
  }

  watch(by: SignedIn | Company, ticketId: string): Watching {
    const stream = by.watch(ticketId);
    this.watching.push(stream);
    return stream;
  }

  /** Leaves no stream, no call and nobody waiting. */
  async clear(): Promise<void> {
    for (const each of this.watching.splice(0)) await each.close();
    for (const branch of ['001', '002']) {
      for (let call = await this.company.next(branch); call.status === 200; call = await this.company.next(branch))
        await this.company.verdict(call.body.id, { outcome: 'rejected', reason: '清场' });
    }
  }
}

/** The waiting room of a test file. */
export let waitingRoom: WaitingRoom;

/** A service of the file's own with a waiting room, cleared after each test. */
export const openWaitingRoom = (): void => {
  startOwnService();
  beforeAll(() => {
    waitingRoom = new WaitingRoom(company);
  });
  afterEach(() => waitingRoom.clear());
};
