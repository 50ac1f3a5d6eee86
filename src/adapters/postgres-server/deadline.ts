/** Milliseconds after which a statement, or the wait for a connection, is given up. */
export const postgresDeadline = 5_000;
