export interface Caller {
  readonly token?: string;
  readonly device?: string;
}

type Answer = Readonly<Record<string, unknown>>;

/** The service's own HTTP API, as the people of the sandbox use it. */
export class Calls {
  constructor(
    private readonly baseUrl: string,
    private readonly caller: Caller = {},
  ) {}

  as(caller: Caller): Calls {
    return new Calls(this.baseUrl, { ...this.caller, ...caller });
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return this.call('POST', path, body);
  }

  put(path: string, body: object | Buffer): Promise<Answer> {
    return this.call('PUT', path, body);
  }

  delete(path: string): Promise<Answer> {
    return this.call('DELETE', path);
  }

  /** @throws Refused */
  private async call(method: string, path: string, body?: object | Buffer): Promise<Answer> {
    const { token, device } = this.caller;
    const isPhoto = Buffer.isBuffer(body);
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(device && { 'x-device-id': device }),
        ...(body && { 'content-type': isPhoto ? 'image/jpeg' : 'application/json' }),
      },
      ...(body && { body: isPhoto ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text.startsWith('{') ? (JSON.parse(text) as Answer) : {};
    if (!response.ok) throw new Refused(`${method} ${path}: ${response.status} ${String(answer.code)}`, answer.code);
    return answer;
  }
}

export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    message: string,
    /** Of the problem. */
    readonly code: unknown,
  ) {
    super(message);
  }
}

/** The answer, or undefined where the refusal is the one that says it is done already. */
export const unless = async (code: string, call: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Refused && error.code === code) return undefined;
    throw error;
  }
};
