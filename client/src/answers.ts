import type { Schemas } from './api.js';

/** What a call of the API resolves to, answered or refused. */
export interface Result<T = unknown> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** Every code that the service answers a refusal with. */
export type ProblemCode = Schemas['Problem']['code'];

/** What an answer's headers say (docs/api.md, section 1). */
export interface AnswerHeaders {
  /** The revision, for the `If-Match` of a later write. */
  readonly etag: string | undefined;
  /** What a read sends back to see this write; `createApi` does so by itself. */
  readonly consistencyToken: string | undefined;
  /** The call's number, to be quoted to the hotline. */
  readonly correlationId: string | undefined;
  /** The service's clock at the answer, for countdowns on devices whose clock is wrong. */
  readonly date: Date | undefined;
}

/** The body of an answer, with its headers. */
export interface Answer<T> extends AnswerHeaders {
  readonly data: T;
}

/**
 * A refusal as problem details (RFC 9457). `code` is stable: decide by it; `unknown` is what no answer of the service named,
 * such as a proxy's page or an empty answer. `body.detail` may be shown as it is.
 */
export class ApiProblem extends Error implements AnswerHeaders {
  readonly etag: string | undefined;
  readonly consistencyToken: string | undefined;
  readonly correlationId: string | undefined;
  readonly date: Date | undefined;
  /** Milliseconds to wait before the same is sent again (`Retry-After`); undefined where the answer named none. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly status: number,
    readonly code: ProblemCode | 'unknown',
    readonly body: Readonly<Record<string, unknown>>,
    headers: Headers = new Headers(),
  ) {
    super(`${status} ${code}`);
    this.name = 'ApiProblem';
    const { etag, consistencyToken, correlationId, date } = headersOf(headers);
    this.etag = etag;
    this.consistencyToken = consistencyToken;
    this.correlationId = correlationId;
    this.date = date;
    this.retryAfter = retryAfterOf(headers);
  }
}

/**
 * Waits for a call and gives its answer's body.
 * @throws ApiProblem when the call was refused; ConnectionError when no answer came
 * @example
 * const { identity } = await answered(api.GET('/v1/futures/profile'));
 */
export const answered = async <T>(call: Promise<Result<T>>): Promise<T> => (await answeredWith(call)).data;

/**
 * Waits for a call and gives its answer's body and headers.
 * @throws ApiProblem when the call was refused; ConnectionError when no answer came
 * @example
 * const { data, etag } = await answeredWith(api.GET('/v1/futures/change-requests/{id}', { params }));
 * await answered(api.PUT(form, { params, body, headers: { 'if-match': etag } })); // 412 when somebody else was faster
 */
export const answeredWith = async <T>(call: Promise<Result<T>>): Promise<Answer<T>> => {
  const result = await call;
  if (!result.response.ok) throw problemOf(result);
  return { data: result.data as T, ...headersOf(result.response.headers) };
};

/**
 * The bytes of an answer, for a call with `parseAs: 'arrayBuffer'`: a photo, an agreement, a signature.
 * @throws ApiProblem when the call was refused; ConnectionError when no answer came
 * @example
 * const path = '/v1/futures/profile/photos/{kind}';
 * const photo = await answeredBytes(api.GET(path, { params: { path: { kind: 'idFront' } }, parseAs: 'arrayBuffer' }));
 * image.src = URL.createObjectURL(new Blob([photo]));
 */
export const answeredBytes = async (call: Promise<Result>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array((await answered(call)) as ArrayBuffer);

/** The refusal that a call resolved to. */
export const problemOf = ({ error, response }: Result): ApiProblem => {
  const body = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const code = typeof body.code === 'string' ? (body.code as ProblemCode) : 'unknown';
  return new ApiProblem(response.status, code, body, response.headers);
};

const headersOf = (headers: Headers): AnswerHeaders => ({
  etag: headers.get('etag') ?? undefined,
  consistencyToken: headers.get('consistency-token') ?? undefined,
  correlationId: headers.get('x-correlation-id') ?? undefined,
  date: dateOf(headers.get('date')),
});

const dateOf = (text: string | null): Date | undefined => {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

/** Seconds, or a date (RFC 9110, section 10.2.3), which the service's clock and not the device's is held against. */
const retryAfterOf = (headers: Headers): number | undefined => {
  const text = headers.get('retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const [until, now] = [dateOf(text), dateOf(headers.get('date')) ?? new Date()];
  return until && Math.max(0, until.getTime() - now.getTime());
};
