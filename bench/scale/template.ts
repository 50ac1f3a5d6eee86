import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { passNext } from '../../demo/agent.js';
import { IdentityUser } from '../../demo/identity-user.js';
import { Device, importCustomer, signInStaff } from '../../demo/main-job.js';
import type { customer } from '../../demo/people.js';
import { Walk } from '../../demo/walk.js';

/** One event as the log stores it. */
export interface LogEvent {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** What one customer of a futures company and one user of the identity app leave in the log, whole lives. */
export type Template = readonly LogEvent[];

/**
 * An import, the main job and, in the identity app, a registration, a sign-in and a cancellation, done at a running service;
 * then the events of them all, in the log's order.
 */
export const walkTemplate = async (
  url: string,
  client: pg.Client,
  who: typeof customer,
  user: typeof IdentityUser.prototype.who,
): Promise<Template> => {
  const [from] = (await client.query('select coalesce(max(position), 0) as head from events')).rows;
  const { operator, agent } = await signInStaff(url);
  await importCustomer(operator, who, '00386500');
  const device = new Device(url, 'scale-device-0001', who);
  const answering = async () => {
    for (await pause(300); !(await passNext(agent, '001')); await pause(200));
  };
  for (const [name, step] of new Walk(device, '0755-86001533', 41).steps)
    await (name === 'queue to passed' ? Promise.all([step(), answering()]) : step());
  const registered = new IdentityUser(url, user);
  await registered.register('Abcd-5678');
  await registered.signIn(user.mobile, 'Abcd-5678');
  await registered.cancel();
  const { rows } = await client.query<LogEvent>(
    `select stream, revision::int, id, type, data::text, metadata::text from events where position > $1 order by position`,
    [from.head],
  );
  return rows;
};
