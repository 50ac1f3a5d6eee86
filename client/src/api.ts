import createClient, { type Client, type Middleware } from 'openapi-fetch';
// Made by `npm run openapi` of the document that the service describes.
import type { components, paths } from './openapi.generated.js';

/** The document's calls with every header optional: the client brings those that are required. */
type HeadersByClient<Paths> = {
  [P in keyof Paths]: {
    [M in keyof Paths[P]]: Paths[P][M] extends { parameters: { header?: infer Header } }
      ? Omit<Paths[P][M], 'parameters'> & {
          parameters: Omit<Paths[P][M]['parameters'], 'header'> & { header?: Partial<Header> };
        }
      : Paths[P][M];
  };
};

/** Every call of the API, typed: what `createApi` gives. */
export type Api = Client<HeadersByClient<paths>>;

/** Bodies of requests and answers, by their names in the API's document. */
export type Schemas = components['schemas'];

export interface ApiOptions {
  /** e.g. `http://localhost:3000` */
  readonly baseUrl: string;
  /** `X-Device-Id`: this device's label. */
  readonly deviceId?: string;
  /** The session's or staff's bearer token, asked for at every call. */
  readonly token?: () => string | undefined;
  /** `X-Client-Version`, recorded in every event. */
  readonly clientVersion?: string;
  readonly fetch?: typeof fetch;
}

/**
 * The API, typed from its OpenAPI document. Every write carries an `Idempotency-Key` unless the call brings its own. Every
 * read carries the last `Consistency-Token`, so that it sees this client's writes. A call does not reject when it is refused:
 * `answered` throws the refusal. It rejects with fetch's TypeError when the service cannot be reached.
 */
export const createApi = (options: ApiOptions): Api => {
  const api = createClient<HeadersByClient<paths>>({
    baseUrl: options.baseUrl,
    ...(options.fetch && { fetch: options.fetch }),
  });
  api.use(conventions(options));
  return api;
};

const conventions = ({ deviceId, token, clientVersion }: ApiOptions): Middleware => {
  let consistencyToken: string | null = null;
  return {
    onRequest({ request }) {
      const set = (name: string, value: string | null | undefined) => {
        if (value && !request.headers.has(name)) request.headers.set(name, value);
      };
      const bearer = token?.();
      set('authorization', bearer && `Bearer ${bearer}`);
      set('x-device-id', deviceId);
      set('x-client-version', clientVersion);
      if (request.method === 'GET') set('consistency-token', consistencyToken);
      else set('idempotency-key', crypto.randomUUID());
      return request;
    },
    onResponse({ response }) {
      consistencyToken = response.headers.get('consistency-token') ?? consistencyToken;
    },
  };
};

/** The options that send these bytes, a JPEG or PNG, as the body of a photo's PUT (F13). */
export const photoBody = (bytes: Uint8Array<ArrayBuffer>) => ({
  body: bytes as unknown as string,
  bodySerializer: (): BodyInit => bytes,
  headers: { 'content-type': 'application/octet-stream' },
});

/**
 * The bytes of an answer, for a call with `parseAs: 'arrayBuffer'`: a photo, an agreement, a signature.
 * @throws ApiProblem when the call was refused
 */
export const answeredBytes = async (call: Promise<{ data?: unknown; error?: unknown; response: Response }>) =>
  new Uint8Array((await answered(call)) as ArrayBuffer);

/** Every code that the service answers a refusal with. */
export type ProblemCode = Schemas['Problem']['code'];

/**
 * A refusal as problem details (RFC 9457). `code` is stable: decide by it; `unknown` is what no answer of the service named,
 * such as a proxy's. `body.detail` may be shown as it is.
 */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode | 'unknown',
    readonly body: Readonly<Record<string, unknown>>,
  ) {
    super(`${status} ${code}`);
    this.name = 'ApiProblem';
  }
}

/**
 * Waits for a call and gives its answer's body.
 * @throws ApiProblem when the call was refused; TypeError when the service cannot be reached
 */
export const answered = async <T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> => {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  const body = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  throw new ApiProblem(response.status, typeof body.code === 'string' ? (body.code as ProblemCode) : 'unknown', body);
};

/** One event of a stream; `data` is its JSON, read. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * Reads the server-sent events of a call with `parseAs: 'stream'`: unlike with EventSource a token goes along. Ends with the
 * stream, and ends the stream when the reader leaves.
 * @throws SyntaxError for data that is no JSON; what the stream fails with
 */
export async function* serverEvents(stream: ReadableStream<Uint8Array>): AsyncIterable<ServerEvent> {
  let text = '';
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = parseEvent(text.slice(0, end));
        text = text.slice(end + 2);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const parseEvent = (block: string): ServerEvent | undefined => {
  const fields = block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]);
  const data = fields.flatMap(([name, value]) => (name === 'data' ? [value] : []));
  if (data.length === 0) return undefined;
  return { event: fields.find(([name]) => name === 'event')?.[1] ?? 'message', data: JSON.parse(data.join('\n')) };
};
