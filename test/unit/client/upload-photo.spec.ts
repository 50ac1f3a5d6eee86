import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type PhotoUpload, uploadPhoto } from '@realname/client';
import { HastyClock } from '../../support/memory/hasty-clock.js';
import { answering, broken, json, problem } from '../../support/people/answering.js';

const photo = new Blob(['bytes'], { type: 'image/jpeg' });
const upload = (api: PhotoUpload['api'], more: Partial<PhotoUpload> = {}) =>
  uploadPhoto({ api, changeRequestId: '1', kind: 'idFront', photo, clock: new HastyClock(), ...more });

describe('the upload of a photo (F13)', () => {
  it('F13 is sent again with the same key', async () => {
    const { api, requests, sent } = answering([
      broken(),
      problem(503, 'dependency.unavailable'),
      json(200, { id: '1' }),
    ]);
    expect(await upload(api)).toEqual({ id: '1' });
    expect(await Promise.all(requests.map((request) => request.text()))).toEqual(['bytes', 'bytes', 'bytes']);
    expect(new Set(sent('idempotency-key')).size).toBe(1);
    expect(requests[0]!.url).toBe('http://service/v1/futures/change-requests/1/photos/idFront');
  });

  it('F13 is refused with what the service says', async () => {
    const { api } = answering([problem(415, 'photo.format')]);
    await expect(upload(api)).rejects.toMatchObject({ status: 415, code: 'photo.format' });
  });
});

/** An XMLHttpRequest that a test answers. */
class Xhr {
  static made: Xhr[] = [];
  readonly headers: Record<string, string> = {};
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  readonly opened: string[] = [];
  timeout = 0;
  status = 0;
  response: Blob | null = null;
  sent: Blob | undefined;
  aborted = false;
  onload?: () => void;
  onerror?: () => void;
  ontimeout?: () => void;
  onabort?: () => void;
  constructor() {
    Xhr.made.push(this);
  }
  open(...what: string[]) {
    this.opened.push(...what);
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  getAllResponseHeaders() {
    return 'content-type: application/json\r\netag: "7"\r\n';
  }
  send(body: Blob) {
    this.sent = body;
    Xhr.waiting?.(this);
  }
  abort() {
    this.aborted = true;
    this.onabort?.();
  }
  static waiting: ((xhr: Xhr) => void) | undefined;
  answer(status: number, body: object) {
    this.status = status;
    this.response = new Blob([JSON.stringify(body)]);
    this.onload?.();
  }
}

describe('the progress of an upload (F13)', () => {
  beforeEach(() => {
    Xhr.made = [];
    Object.assign(globalThis, { XMLHttpRequest: Xhr });
  });
  afterEach(() => void Reflect.deleteProperty(globalThis, 'XMLHttpRequest'));
  const { api } = answering([new Error('no fetch')], { token: () => 't', deviceId: 'device-0001' });

  it('F13 is told, with all that the call carries', async () => {
    Xhr.waiting = (xhr) => {
      for (const loaded of [10, 40]) xhr.upload.onprogress?.({ loaded, total: 40 });
      xhr.answer(200, { id: '1' });
    };
    const shares: number[] = [];
    expect(await upload(api, { onProgress: (share) => shares.push(share) })).toEqual({ id: '1' });
    const [xhr] = Xhr.made;
    expect([shares, xhr!.timeout, xhr!.opened[0], await xhr!.sent!.text()]).toEqual([
      [0.25, 1],
      300_000,
      'PUT',
      'bytes',
    ]);
    expect(xhr!.headers).toMatchObject({
      authorization: 'Bearer t',
      'content-type': 'application/octet-stream',
      'x-device-id': 'device-0001',
      'accept-language': 'zh-CN',
      'idempotency-key': expect.any(String),
    });
  });

  it('F13 begins anew where the connection broke or nothing came', async () => {
    const fates: ((xhr: Xhr) => void)[] = [
      (xhr) => xhr.onerror?.(),
      (xhr) => xhr.ontimeout?.(),
      (xhr) => xhr.answer(503, { code: 'dependency.unavailable' }),
      (xhr) => xhr.answer(200, { id: '1' }),
    ];
    Xhr.waiting = (xhr) => fates.shift()!(xhr);
    expect(await upload(api, { onProgress: () => {} })).toEqual({ id: '1' });
    expect(new Set(Xhr.made.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
  });

  it('F13 ends when the page is left', async () => {
    const leaving = new AbortController();
    Xhr.waiting = () => leaving.abort(new Error('left'));
    await expect(upload(api, { onProgress: () => {}, signal: leaving.signal })).rejects.toThrow('left');
    expect(Xhr.made[0]!.aborted).toBe(true);
  });
});
