import { type ApiOptions, createApi } from '@realname/client';

/** What a service does with one request: answers it, or lets the connection break. */
export type Reply = Response | Error | ((request: Request) => Response | Error | Promise<Response>);

export const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers });

export const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  json(status, { status, code, detail: `${code}。` }, headers);

/** The connection breaks before an answer comes. */
export const broken = () => new TypeError('fetch failed');

/** A client of a service that gives these replies, one after another, then the last one again; `requests` are what came. */
export const answering = (replies: readonly Reply[], options: Partial<ApiOptions> = {}) => {
  const requests: Request[] = [];
  const left = [...replies];
  const fetch = async (request: Request) => {
    requests.push(request);
    const reply = left.length > 1 ? left.shift()! : left[0]!;
    const given = typeof reply === 'function' ? await reply(request) : reply;
    if (given instanceof Error) throw given;
    return given.clone();
  };
  const api = createApi({ baseUrl: 'http://service', fetch: fetch as typeof globalThis.fetch, ...options });
  const sent = (header: string) => requests.map(({ headers }) => headers.get(header));
  return { api, requests, sent };
};
