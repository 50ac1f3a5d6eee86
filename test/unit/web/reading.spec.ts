import { expect, it, jest } from '@jest/globals';
import { ConnectionError } from '@realname/client';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { type Reading, useReading } from '../../../web/src/kit/reading.js';
import { eventually } from '../../support/eventually.js';

const page = new EventTarget();
Object.assign(globalThis, {
  addEventListener: page.addEventListener.bind(page),
  removeEventListener: page.removeEventListener.bind(page),
});
const comesBack = () => page.dispatchEvent(new Event('online'));

/** In a component, as screens have it. */
const readingBy = async (read: () => Promise<string>): Promise<Reading<string>> => {
  let reading: Reading<string>;
  const setup = () => {
    reading = useReading(read);
    return () => null;
  };
  await renderToString(createSSRApp({ setup }));
  return reading!;
};
/** A read that fails when it is told to. */
const failing = (failure: Error) => {
  let fail = () => {};
  const read = jest.fn<() => Promise<string>>();
  read.mockImplementationOnce(
    () =>
      new Promise((_, reject) => {
        fail = () => reject(failure);
      }),
  );
  read.mockResolvedValue('found');
  return { read, fail: () => fail() };
};
const lost = new ConnectionError('broken');

it.each([
  ['before', ['fail', 'comes back']],
  ['after', ['comes back', 'fail']],
])('what the connection broke is read once it is back, where it was known %s that', async (_, order) => {
  const { read, fail } = failing(lost);
  const { data, error } = await readingBy(read);
  for (const step of order) {
    if (step === 'comes back') comesBack();
    else fail();
    await new Promise(setImmediate);
  }
  await eventually(async () => expect([data.value, error.value]).toEqual(['found', undefined]));
  expect(read).toHaveBeenCalledTimes(2);
});

it('what was refused is not read again by itself', async () => {
  const { read, fail } = failing(new Error('refused'));
  const { error } = await readingBy(read);
  comesBack();
  fail();
  await eventually(async () => expect(error.value).toEqual(new Error('refused')));
  comesBack();
  expect(read).toHaveBeenCalledTimes(1);
});
