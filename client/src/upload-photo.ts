import { answered } from './answers.js';
import type { Api, Schemas } from './api.js';
import { ConnectionError } from './connection.js';
import { photoBody, photoTimeout } from './photo.js';
import { randomId } from './random-id.js';
import { type RepeatOptions, repeated } from './repeated.js';

export interface PhotoUpload extends RepeatOptions {
  readonly api: Api;
  readonly changeRequestId: string;
  readonly kind: 'idFront' | 'idBack' | 'signature';
  /** JPEG or PNG, at most 10 MB: `shrinkPhoto` makes it so. */
  readonly photo: Blob;
  /** Told how much has gone out, between 0 and 1, where the browser can tell; from 0 again at a repeat. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Uploads a photo of a change request (F11, F13), and again with the same `Idempotency-Key` where a call of `press` would be
 * repeated. Resolves to the request.
 * @throws ApiProblem such as `photo.format`, `photo.too-large`, `photo.unreadable`, `photo.duplicate` with `kinds`
 * @throws ConnectionError when no answer came
 * @example
 * const onProgress = (share: number) => bar.setAttribute('value', `${share}`);
 * const request = await uploadPhoto({ api, changeRequestId, kind: 'idFront', photo, onProgress });
 */
export const uploadPhoto = (upload: PhotoUpload): Promise<Schemas['ChangeRequestAnswer']> => {
  const { api, changeRequestId, kind, photo, onProgress, signal } = upload;
  const write = photoBody(photo, { headers: { 'idempotency-key': randomId() } });
  const fetch = onProgress && typeof XMLHttpRequest !== 'undefined' ? fetchByXhr(onProgress) : undefined;
  const params = { path: { id: changeRequestId, kind } };
  return answered(
    repeated(
      () =>
        api.PUT('/v1/futures/change-requests/{id}/photos/{kind}', {
          params,
          ...write,
          signal,
          ...(fetch && { fetch }),
        }),
      upload,
    ),
  );
};

/** `fetch` has no progress of uploads. */
const fetchByXhr =
  (onProgress: (share: number) => void) =>
  async (request: Request): Promise<Response> => {
    const body = await request.blob();
    return new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open(request.method, request.url);
      request.headers.forEach((value, name) => {
        xhr.setRequestHeader(name, value);
      });
      xhr.responseType = 'blob';
      xhr.timeout = photoTimeout;
      xhr.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 1);
      xhr.onload = () => resolve(responseOf(xhr));
      xhr.onerror = () => reject(new ConnectionError('broken'));
      xhr.ontimeout = () => reject(new ConnectionError('timeout'));
      xhr.onabort = () => reject(request.signal.reason);
      request.signal.addEventListener('abort', () => xhr.abort());
      if (request.signal.aborted) reject(request.signal.reason);
      else xhr.send(body);
    });
  };

const responseOf = (xhr: XMLHttpRequest): Response => {
  const lines = xhr.getAllResponseHeaders().trim().split('\r\n').filter(Boolean);
  const headers = lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]);
  return new Response(xhr.response, { status: xhr.status, headers: headers as [string, string][] });
};
