import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { QueryFailedError } from 'typeorm';
import { isBroken, isUnavailable, orUnavailable } from '../../src/adapters/postgres-server/errors.js';
import { query } from '../../src/adapters/postgres-server/query.js';
import { DependencyUnavailable } from '../../src/application/ports/unavailable.js';

/** What PostgreSQL says when it cannot work now. */
const statesAway = {
  '08000': 'connection_exception',
  '08001': 'sqlclient_unable_to_establish_sqlconnection',
  '08003': 'connection_does_not_exist',
  '08004': 'sqlserver_rejected_establishment_of_sqlconnection',
  '08006': 'connection_failure',
  '08P01': 'protocol_violation',
  '25006': 'read_only_sql_transaction',
  '25P03': 'idle_in_transaction_session_timeout',
  '25P04': 'transaction_timeout',
  '40001': 'serialization_failure',
  '40P01': 'deadlock_detected',
  '53000': 'insufficient_resources',
  '53100': 'disk_full',
  '53200': 'out_of_memory',
  '53300': 'too_many_connections',
  '53400': 'configuration_limit_exceeded',
  '55P03': 'lock_not_available',
  '57014': 'query_canceled',
  '57P01': 'admin_shutdown',
  '57P02': 'crash_shutdown',
  '57P03': 'cannot_connect_now',
  '57P04': 'database_dropped',
  '57P05': 'idle_session_timeout',
};

/** What it says of a statement that is wrong, or that lost against another one, however well it is. */
const statesOfDefects = {
  '22001': 'string_data_right_truncation',
  '22P02': 'invalid_text_representation',
  '23505': 'unique_violation',
  '25P02': 'in_failed_sql_transaction',
  '28P01': 'invalid_password',
  '40002': 'transaction_integrity_constraint_violation',
  '42601': 'syntax_error',
  '42P01': 'undefined_table',
  '55000': 'object_not_in_prerequisite_state',
  '57000': 'operator_intervention',
  P0001: 'raise_exception',
  XX000: 'internal_error',
};

const networkCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTCONN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ENOENT',
  'EMFILE',
  'ENFILE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'ERR_SOCKET_CLOSED',
];

const driverMessages = [
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'There was an error establishing an SSL connection',
];

const messagesOfDefects = [
  'The server does not support SSL connections',
  'Client has already been connected. You cannot reuse a client.',
  'Query values must be an array',
  'Received unexpected dataRow message from backend.',
  'x is not a function',
];

const raised = (state: string, name: string) => {
  const error = new pg.DatabaseError(name, 0, 'error');
  error.code = state;
  return error;
};
const ofNetwork = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

/** The same error as TypeORM passes it on. */
const wrapped = (error: Error) => new QueryFailedError('select 1', [], error);
/** TypeORM names the driver's error and need not copy its code. */
const named = (driverError: Error) => Object.assign(new Error('failed'), { driverError });

const away: [string, Error][] = [
  ...Object.entries(statesAway).map(([state, name]): [string, Error] => [`${state} ${name}`, raised(state, name)]),
  ...networkCodes.map((code): [string, Error] => [code, ofNetwork(code)]),
  ...driverMessages.map((message): [string, Error] => [message, new Error(message)]),
];
const defects: [string, Error][] = [
  ...Object.entries(statesOfDefects).map(([state, name]): [string, Error] => [`${state} ${name}`, raised(state, name)]),
  ...messagesOfDefects.map((message): [string, Error] => [message, new Error(message)]),
  ['EACCES', ofNetwork('EACCES')],
];

describe('the judge of PostgreSQL errors', () => {
  it.each(away)('%s: the server is away', async (_name, error) => {
    for (const each of [error, wrapped(error), named(error)]) {
      expect(isUnavailable(each)).toBe(true);
      const refusal = orUnavailable(() => Promise.reject(each));
      await expect(refusal).rejects.toEqual(new DependencyUnavailable('postgres'));
      await expect(refusal).rejects.toMatchObject({ cause: each });
    }
  });

  it.each(defects)('%s: a defect, passed on as it is', async (_name, error) => {
    for (const each of [error, wrapped(error), named(error)]) {
      expect(isUnavailable(each)).toBe(false);
      await expect(orUnavailable(() => Promise.reject(each))).rejects.toBe(each);
    }
  });

  it('a refused connection at each address of a name: the server is away', () => {
    const both = new AggregateError([ofNetwork('ECONNREFUSED'), ofNetwork('ECONNREFUSED')]);
    expect(isUnavailable(Object.assign(both, { code: 'ECONNREFUSED' }))).toBe(true);
  });

  it('what is judged already stays as it is, and what is no error is a defect', async () => {
    const judged = new DependencyUnavailable('event store');
    await expect(orUnavailable(() => Promise.reject(judged))).rejects.toBe(judged);
    for (const odd of [undefined, null, 'away', 7]) expect(isUnavailable(odd)).toBe(false);
  });

  it('a connection that broke, and what may be asked once more because of it', () => {
    const broken = (error: Error) => [error, wrapped(error)].map(isBroken);
    for (const code of ['ECONNRESET', 'EPIPE']) expect(broken(ofNetwork(code))).toEqual([true, true]);
    for (const state of ['08006', '57P01', '57P02', '57P03']) expect(broken(raised(state, ''))).toEqual([true, true]);
    expect(broken(new Error('Connection terminated unexpectedly'))).toEqual([true, true]);
    for (const state of ['57014', '25006', '53300']) expect(broken(raised(state, ''))).toEqual([false, false]);
    expect(broken(ofNetwork('ECONNREFUSED'))).toEqual([false, false]);
  });

  it.each([
    '40001',
    '40P01',
    '25006',
  ])('a statement of which nothing was done (%s) is sent again, a few times', async (state) => {
    const answers = (failures: number) => {
      let sent = 0;
      return { query: async () => (sent++ < failures ? Promise.reject(raised(state, '')) : { rows: [sent] }) };
    };
    expect((await query(answers(2) as never, 'select 1')).rows).toEqual([3]);
    await expect(query(answers(9) as never, 'select 1')).rejects.toBeInstanceOf(DependencyUnavailable);
  });
});
