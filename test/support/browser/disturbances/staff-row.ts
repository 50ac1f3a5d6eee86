import { send } from '../../people/journey.js';
import { service } from '../../servers/own-service.js';
import type { Phone } from '../phone.js';
import { openPhone } from '../screen-tests.js';
import type { Arrival } from './screen-row.js';

type Role = 'agent' | 'reviewer' | 'operator' | 'auditor';
type Own = Partial<Arrival> & Pick<Arrival, 'hash' | 'shows'>;

/** Somebody of a role at a desk's page, with the token that the issuer would have given. */
export const staffAt =
  (page: string, role: Role) => (of: (phone: Phone) => Promise<Own>) => async (): Promise<Arrival> => {
    const token = (await send(`${service.url}/sandbox/staff-tokens?person=3`, 'GET')).body[role];
    const phone = await openPhone({ width: 1200 });
    const kept = { place: 'realname.staff.token', value: token, gone: 'gone' };
    return { phone, page, before: '#/', kept, withoutKept: '登录', ...(await of(phone)) };
  };
