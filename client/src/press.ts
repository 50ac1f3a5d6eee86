import { type ProblemCode, problemOf, type Result } from './answers.js';
import { randomId } from './random-id.js';
import { passingProblem, type RepeatOptions, repeated } from './repeated.js';

/** What a call of a press is made with: spread it into the call's options. */
export interface Write {
  readonly headers: { readonly 'idempotency-key': string };
  readonly signal: AbortSignal | undefined;
}

/** Makes one call of a press, and its repeats, all with one key. It resolves as the call does: `answered` reads it. */
export type Call = <R extends Result>(attempt: (write: Write) => Promise<R>) => Promise<R>;

/**
 * What a button does. One press has one `Idempotency-Key` for each of its calls, in the order of the calls, at all repeats. A
 * call is repeated when it was refused by `request.rate-limited`, `dependency.unavailable`, `projection.lagging` or
 * `request.in-progress`, or not answered at all; a refusal of any other kind is the press's. While a press goes on another one
 * is none: it gets the promise of the first, with the first one's arguments. A press that was given up without knowing what
 * became of a call, or whose session ended meanwhile, is gone on with by the next one: the same keys find what the service did.
 * @throws what `work` throws; ConnectionError when no answer came within `giveUpAfter`
 * @example
 * const submit = press((call, id: string) =>
 *   answered(call((write) => api.POST('/v1/futures/change-requests/{id}/submission', { params: { path: { id } }, ...write }))),
 * );
 * button.onclick = () => submit(id).then(showResult, showRefusal);
 */
export const press = <Parameters extends readonly unknown[], T>(
  work: (call: Call, ...parameters: Parameters) => Promise<T>,
  options: RepeatOptions = {},
): ((...parameters: Parameters) => Promise<T>) => {
  let id = randomId();
  let goesOn = false;
  let running: Promise<T> | undefined;

  const pressed = async (parameters: Parameters): Promise<T> => {
    const undecided = new Set<number>();
    let calls = 0;
    const call: Call = async (attempt) => {
      const number = calls++;
      const send = () =>
        repeated(() => attempt({ headers: { 'idempotency-key': `${id}-${number}` }, signal: options.signal }), options);
      undecided.add(number);
      let result = await send();
      if (goesOn && isOther(result)) {
        id = randomId();
        goesOn = false;
        result = await send();
      }
      if (isDecided(result)) undecided.delete(number);
      return result;
    };
    try {
      return await work(call, ...parameters);
    } finally {
      goesOn = undecided.size > 0;
      if (!goesOn) id = randomId();
    }
  };

  return (...parameters) => {
    running ??= pressed(parameters).finally(() => {
      running = undefined;
    });
    return running;
  };
};

const isRefusedBy = (code: ProblemCode, result: Result): boolean =>
  !result.response.ok && problemOf(result).code === code;

/** Whether the form was changed since the press that this one goes on with: it is another write. */
const isOther = (result: Result): boolean => isRefusedBy('idempotency.key-reused', result);

/** Whether it is known what became of the call: an earlier attempt may have been heard before the session ended. */
const isDecided = (result: Result): boolean => !passingProblem(result) && !isRefusedBy('session.required', result);
