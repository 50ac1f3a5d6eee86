import createClient, { type Client } from 'openapi-fetch';
import { patientFetch } from './connection.js';
import { type ApiConventions, conventions } from './conventions.js';
// Made by `npm run openapi` of the document that the service describes.
import type { components, paths } from './openapi.generated.js';
import { photoTimeout } from './photo.js';

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

export interface ApiOptions extends ApiConventions {
  /** e.g. `http://localhost:3000` */
  readonly baseUrl: string;
  /**
   * Milliseconds within which an answer has to come, 30,000 unless given. A photo gets the five minutes that the service gives
   * it. A stream has to begin in this time.
   */
  readonly timeout?: number;
  readonly fetch?: typeof fetch;
}

/**
 * The API, typed from its OpenAPI document. Every write carries an `Idempotency-Key` unless the call brings its own: take
 * `press` for a button. Every read carries the last `Consistency-Token`, so that it sees this client's writes. A call does not
 * reject when it is refused: `answered` throws the refusal. It rejects with ConnectionError when no answer comes.
 * @example
 * const token = () => sessionStorage.getItem('token') ?? undefined;
 * const onSessionRequired = () => location.assign('/sign-in');
 * const api = createApi({ baseUrl: 'https://realname.example.com', deviceId: 'web-3f2c8a3e', token, onSessionRequired });
 */
export const createApi = (options: ApiOptions): Api => {
  const streams = new WeakSet<Request>();
  const send = options.fetch ?? fetch;
  const timeoutOf = (request: Request) => (isPhoto(request) ? photoTimeout : (options.timeout ?? 30_000));
  const api = createClient<HeadersByClient<paths>>({
    baseUrl: options.baseUrl,
    fetch: patientFetch(send, { timeoutOf, isStream: (request) => streams.has(request) }),
  });
  api.use(conventions(options));
  api.use({
    onRequest({ request, options: { parseAs } }) {
      if (parseAs === 'stream') streams.add(request);
    },
  });
  return api;
};

const isPhoto = ({ headers }: Request): boolean => headers.get('content-type') === 'application/octet-stream';
