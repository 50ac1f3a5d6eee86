import { openLog } from '../kit/follow-log.js';
import { api, readTokens } from './sandbox.js';

/** Of an event, what the console shows: no data. */
export interface LogLine {
  readonly id: string;
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly at: string;
}

/** The log after a position, as an auditor of the sandbox reads it: with a token of now, since tokens follow the clock. */
export const readLog = async (after: string | undefined, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> => {
  const { auditor } = await readTokens(1);
  return openLog(api, { after, signal, headers: { authorization: `Bearer ${auditor}` } });
};
