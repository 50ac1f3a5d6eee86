import { service } from '../servers/own-service.js';
import { send } from './journey.js';

interface Recorded {
  readonly stream: string;
  readonly type: string;
}

/** All events of a type that the log has, as an auditor reads it. */
export const eventsOf = async (type: string): Promise<readonly Recorded[]> => {
  const { auditor } = (await send(`${service.url}/sandbox/staff-tokens?person=2`, 'GET')).body;
  const headers = { authorization: `Bearer ${auditor}` };
  const { bytes } = await send(`${service.url}/v1/audit/events?types=${type}`, 'GET', { headers });
  return bytes
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Recorded);
};
