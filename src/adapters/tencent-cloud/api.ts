import type { IPolicy } from 'cockatiel';
import type { AbstractClient } from 'tencentcloud-sdk-nodejs-common';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';
import { isBroken, type Limits, type ProviderWatch, providerPolicy } from '../resilience/provider-policy.js';

/** What the API answered: the data of the call, or the code of an error, e.g. `InvalidParameterValue.BizTokenExpired`. */
export type Answer<T> = { readonly data: T } | { readonly code: string };

/** No usable answer. `untouched`: the call has certainly had no effect. */
export class Unanswered extends DependencyUnavailable {
  constructor(
    dependency: string,
    readonly untouched: boolean,
    options?: ErrorOptions,
  ) {
    super(dependency, options);
    this.name = 'Unanswered';
  }
}

/** The API answered, but with what nobody can act on but the operator. */
export class Refusal extends Error {
  constructor(readonly code: string) {
    super(`refused with ${code}`);
    this.name = 'Refusal';
  }
}

export interface TencentCloudApi {
  /** Named in what is thrown, logged and counted. */
  readonly dependency: string;
  readonly client: Pick<AbstractClient, 'request'>;
  /** Whether a call that may have taken effect may be made again. */
  readonly repeatable: boolean;
  readonly watch: ProviderWatch;
  readonly limits?: Limits;
}

/** Calls of one product for one purpose: each try with an end, a second try where that is safe, a circuit breaker. */
export class TencentCloudCalls {
  private readonly policy: IPolicy;

  constructor(private readonly api: TencentCloudApi) {
    const { repeatable } = api;
    const isSafe = (error: Error) => repeatable || (error instanceof Unanswered && error.untouched);
    this.policy = providerPolicy({ ...api, isSafe });
  }

  /** @throws Unanswered when there is no answer, or the breaker lets no call through */
  async call<T>(action: string, parameters: object): Promise<Answer<T>> {
    try {
      return await this.policy.execute(({ signal }) => this.tryOnce<T>(action, parameters, signal));
    } catch (error) {
      if (error instanceof Unanswered) throw error;
      throw new Unanswered(this.api.dependency, isBroken(error), { cause: error });
    }
  }

  /** What is to be thrown for a code that no outcome of the port stands for; the operator is told. */
  unavailable(action: string, code: string): DependencyUnavailable {
    this.api.watch.refused(this.api.dependency, action, code);
    return new DependencyUnavailable(this.api.dependency, { cause: new Refusal(code) });
  }

  private async tryOnce<T>(action: string, parameters: object, signal: AbortSignal): Promise<Answer<T>> {
    try {
      return { data: await this.api.client.request(action, parameters, { signal }) };
    } catch (cause) {
      const code = answeredCode(cause as SdkError);
      if (code !== undefined && !isOutage(code)) return { code };
      const untouched = code === undefined ? neverConnected.test((cause as Error).message) : isThrottled(code);
      throw new Unanswered(this.api.dependency, untouched, { cause });
    }
  }
}

type SdkError = Error & { readonly code?: string; readonly requestId?: string };

/** An error of the API's carries the request's id; one with a code and without it is Node's. */
const answeredCode = ({ code, requestId }: SdkError) => (requestId ? code : undefined);

/** The SDK keeps nothing of a failed connection but its message. */
const neverConnected = /\b(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;
const isThrottled = (code: string) => code.startsWith('RequestLimitExceeded');
const isOutage = (code: string) => isThrottled(code) || /^(?:InternalError|ServiceUnavailable)\b/.test(code);
