import type { Listener } from './notifications.js';

/** Milliseconds between two looks. */
const lookEvery = 1_000;

/** In place of LISTEN, which a standby refuses: something may have been missed, again and again, until `signal` aborts. */
export const poll = ({ connected }: Pick<Listener, 'connected'>, signal: AbortSignal): void => {
  if (signal.aborted) return;
  connected();
  const timer = setInterval(connected, lookEvery).unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
};
