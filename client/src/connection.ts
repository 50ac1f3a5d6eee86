/** No answer came: `broken` is a lost connection or a service out of reach, `timeout` one that let the call wait too long. */
export class ConnectionError extends Error {
  constructor(
    readonly reason: 'broken' | 'timeout',
    options?: ErrorOptions,
  ) {
    super(`no answer: ${reason}`, options);
    this.name = 'ConnectionError';
  }
}

export interface Patience {
  /** Milliseconds within which the answer to a request has to come. */
  readonly timeoutOf: (request: Request) => number;
  /** Whose answer goes on for as long as it likes, once it has begun. */
  readonly isStream: (request: Request) => boolean;
}

/** `fetch` whose answers come in time and as a whole. It rejects with ConnectionError, or as the request's signal says. */
export const patientFetch =
  (send: (request: Request, init: RequestInit) => Promise<Response>, { timeoutOf, isStream }: Patience) =>
  async (request: Request): Promise<Response> => {
    const [stream, over] = [isStream(request), new AbortController()];
    const leave = () => over.abort(request.signal.reason);
    request.signal.addEventListener('abort', leave);
    if (request.signal.aborted) leave();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      over.abort();
    }, timeoutOf(request));
    try {
      const response = await send(request, { signal: over.signal });
      return stream ? response : await whole(response);
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason;
      throw new ConnectionError(late ? 'timeout' : 'broken', { cause: error });
    } finally {
      clearTimeout(timer);
      if (!stream) request.signal.removeEventListener('abort', leave);
    }
  };

const withoutBody = [204, 205, 304];

const whole = async (response: Response): Promise<Response> => {
  const body = await response.arrayBuffer();
  return new Response(withoutBody.includes(response.status) ? null : body, response);
};
