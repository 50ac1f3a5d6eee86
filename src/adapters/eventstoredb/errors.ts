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

/** What tells an outage's errors apart: the client's type, and the gRPC status. */
export interface Outage {
  readonly type?: string;
  readonly code?: number | string;
}

/** Without the message, which may quote what an event holds (P4). */
export const outageOf = (error: unknown): Outage => {
  const { type, code } = Object(error) as { type?: unknown; code?: unknown };
  return {
    ...(typeof type === 'string' && { type }),
    ...((typeof code === 'number' || typeof code === 'string') && { code }),
  };
};
