import { ErrorType } from '@eventstore/db-client';

const typeOf = (error: unknown): unknown => (error as { type?: unknown } | null)?.type;

export const isWrongRevision = (error: unknown) => typeOf(error) === ErrorType.WRONG_EXPECTED_VERSION;
export const isStreamNotFound = (error: unknown) => typeOf(error) === ErrorType.STREAM_NOT_FOUND;
export const isTooLarge = (error: unknown) => typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED;

const refusals: readonly unknown[] = [
  ErrorType.WRONG_EXPECTED_VERSION,
  ErrorType.STREAM_NOT_FOUND,
  ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
  ErrorType.ACCESS_DENIED,
  ErrorType.STREAM_DELETED,
  ErrorType.INVALID_ARGUMENT,
];

/**
 * The server understood and said no: asking again changes nothing. All else leaves the outcome unknown, and one outage
 * comes in many shapes (`unavailable`, `cancelled`, `unknown`, a plain Error with a gRPC code or with none).
 */
export const isRefusal = (error: unknown) => refusals.includes(typeOf(error));

/** The server answered something that cannot be: whether it wrote anything is unknown. */
export class WrongAnswer extends Error {}
