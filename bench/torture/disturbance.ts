import { setTimeout as sleep } from 'node:timers/promises';

/** A running service that is disturbed, and is there again after each time. */
export interface Disturbed {
  readonly url: string;
  /** Where its tables are, unless they are in the embedded database of its directory. */
  readonly databaseUrl?: string;
  /** Resolves when the service is ready again, with how long it was not (milliseconds). */
  disturb(): Promise<number>;
  /** Lines of what only this mode can find out. */
  findings?(): readonly string[];
  stop(): Promise<unknown>;
}

/** What a mode does to the service. */
export interface Mode {
  /** Whether a client may have to send a request again. */
  readonly mayFail: boolean;
  /** Whether what was acknowledged may be lost, and a job end with it. */
  readonly mayLose?: boolean;
  /** @param environment of the service, but for where its data is */
  open(dataDir: string, environment: NodeJS.ProcessEnv): Promise<Disturbed>;
}

/** A moment under load: mostly soon, after four seconds at most. */
export const someTime = (): Promise<void> => sleep(Math.random() ** 2 * 4_000);

/** Until the service says that it is not; one that does not answer has said nothing. */
export const untilNotReady = async ({ url }: { readonly url: string }): Promise<void> => {
  while ((await fetch(`${url}/health/ready`).catch(() => undefined))?.status !== 503) await sleep(20);
};

export const untilReady = async ({ url }: { readonly url: string }): Promise<void> => {
  while (!(await fetch(`${url}/health/ready`).catch(() => undefined))?.ok) await sleep(20);
};
