/** Milliseconds after which the server gives up a statement, and a client the wait for a connection. */
export const postgresDeadline = 5_000;
/**
 * Milliseconds after which a client gives up a statement and its connection with it. The server has given it up before and
 * said so, unless nothing of it arrives any more.
 */
export const silenceDeadline = 6_000;
