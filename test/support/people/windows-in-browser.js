// Runs in a browser: test/e2e/browser.spec.ts puts `baseUrl`, `customers` and `password` in front.
/* global baseUrl, customers, password */

/** Frames stand for windows: they share storage and locks of their origin, and end when they are removed. */
export const run = async () => {
  const [reloaded, together, withoutLocks] = customers;
  return {
    reloads: await afterReloads(reloaded),
    together: await atOnce(together, {}),
    withoutLocks: await atOnce(withoutLocks, { locks: null }),
    storage: [await kept({}), await kept({ locks: null, lease: 300 })],
  };
};

const consent = '/v1/futures/change-requests/{id}/agreements/consent';
const importMap = document.querySelector('script[type=importmap]').outerHTML;

/** A window with a module of its own of the client. */
const openWindow = async () => {
  const frame = document.createElement('iframe');
  const loaded = Promise.withResolvers();
  window.loaded = loaded.resolve;
  frame.srcdoc = `${importMap}<script type="module">import * as client from '@realname/client'; parent.loaded(client)</script>`;
  document.body.append(frame);
  const client = await loaded.promise;
  return { client, send: (...request) => frame.contentWindow.fetch(...request), close: () => frame.remove() };
};

/** The screens from figure 14 on, as a page goes through them after each reload. `step` is told of each answer, and of each write before and after. */
const walk = async (
  { client, send },
  { token, deviceId, requestId },
  { step = async () => {}, statuses = [], options },
) => {
  const { createApi, answered, installCertificate, signAgreements, IndexedDbDeviceStorage } = client;
  const fetch = async (request, init) => {
    const response = await send(request, init);
    if (request.method === 'POST' && request.url.endsWith('/certificates')) statuses.push(response.status);
    await step();
    return response;
  };
  const api = createApi({ baseUrl, deviceId, token: () => token, fetch });
  const storage = new IndexedDbDeviceStorage({ name: requestId, ...options });
  const write = storage.set.bind(storage);
  storage.set = async (...record) => {
    await step();
    await write(...record);
    await step();
  };
  for (;;) {
    const params = { path: { id: requestId } };
    const request = await answered(api.GET('/v1/futures/change-requests/{id}', { params }));
    const { verificationId } = request.certificate;
    if (request.step === 'certificate') await installCertificate({ api, storage, verificationId, password });
    else if (request.step === 'agreements') {
      await signAgreements({ api, storage, changeRequestId: requestId, password });
      await answered(api.PUT(consent, { params, body: { agreed: true } }));
    } else return request.step;
  }
};

/** One window after another, each loaded anew one step later than the one before it, until one comes to the end. */
const afterReloads = async (customer) => {
  const statuses = [];
  for (let reloads = 0; ; reloads++) {
    const page = await openWindow();
    const ended = Promise.withResolvers();
    let steps = 0;
    const step = async () => {
      if (++steps <= reloads) return;
      page.close();
      ended.resolve('reloaded');
      await new Promise(() => {});
    };
    const outcome = await Promise.race([walk(page, customer, { step, statuses }), ended.promise]);
    page.close();
    if (outcome !== 'reloaded')
      return { outcome, reloads, created: statuses.filter((status) => status === 201).length };
  }
};

/** A double click in one window, and a second window at the same time. */
const atOnce = async (customer, options) => {
  const statuses = [];
  const [one, other] = [await openWindow(), await openWindow()];
  const outcomes = await Promise.all([one, one, other].map((page) => walk(page, customer, { statuses, options })));
  for (const page of [one, other]) page.close();
  return { outcomes, created: statuses.filter((status) => status === 201).length };
};

/** What a storage owes its users: what was kept is there in a new window, one works at a time, a lock goes with its window. */
const kept = async (options) => {
  const name = `storage of ${JSON.stringify(options)}`;
  const pages = [await openWindow(), await openWindow()];
  const [one, other] = pages.map(({ client }) => new client.IndexedDbDeviceStorage({ name, ...options }));
  const before = await one.get('key');
  await one.set('key', 'first');
  await one.set('key', 'second');
  const after = await other.get('key');

  let working = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++working);
    await other.get('key');
    working--;
  };
  const failing = one.alone('lock', () => Promise.reject(new Error('failed'))).catch((error) => error.message);
  await Promise.all([one, other, one, other].map((storage) => storage.alone('lock', work)));

  const held = Promise.withResolvers();
  void one.alone('lock', () => new Promise(held.resolve));
  await held.promise;
  await other.alone('another lock', work);
  pages[0].close();
  const freed = await other.alone('lock', async () => 'freed');
  pages[1].close();
  return { before, after, most, failed: await failing, freed };
};
