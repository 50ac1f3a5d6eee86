import { Company, type Customer } from '../../people/journey.js';
import { submitted } from '../../people/requests.js';
import { company, nextPerson, service } from '../../servers/own-service.js';
import type { ScreenRows } from './screen-row.js';
import { staffAt } from './staff-row.js';

const [asAgent, asReviewer] = [staffAt('/desk', 'agent'), staffAt('/desk', 'reviewer')];

/** Somebody who waits in the queue of a branch. */
const waiting = async (): Promise<Customer> => {
  const customer = await company.customer(nextPerson());
  await (await customer.signIn()).call('POST', '/video-verifications', { body: {} });
  return customer;
};

/** A request that waits for a reviewer. */
const toReview = async (): Promise<{ readonly id: string; readonly name: string }> => {
  const other = await Company.of(service, '0039');
  const customer = await other.customer(nextPerson());
  const id = await submitted(await customer.signIn(), { kind: 'contactPhone', phone: '0755-1234533' });
  return { id, name: customer.person.name };
};

/** A screen for each route of `web/src/desk/router.ts`. */
export const deskRows: ScreenRows = {
  calls: asAgent(async (phone) => {
    const customer = await waiting();
    return {
      hash: '#/',
      before: '#/reviews',
      shows: ['接听下一位', 'Take the next one'],
      write: {
        button: '接听下一位',
        call: /\/video-verifications\/next$/,
        fact: 'VideoCallStarted',
        done: () => phone.sees(customer.person.name),
      },
    };
  }),

  reviews: asReviewer(async () => {
    const { name } = await toReview();
    return { hash: '#/reviews', shows: [name, name] };
  }),

  review: asReviewer(async (phone) => ({
    hash: `#/reviews/${(await toReview()).id}`,
    before: '#/reviews',
    shows: ['驳回原因', 'Reason'],
    write: {
      fill: () => phone.fill('reason', '照片不清晰'),
      stays: { reason: '照片不清晰' },
      button: '驳回',
      call: /\/rejection$/,
      fact: 'ProfileChangeRequestRejected',
      done: () => phone.sees('已处理：未通过 照片不清晰'),
    },
  })),
};
