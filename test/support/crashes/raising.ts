import type { RunningService } from '../servers/running-service.js';

/**
 * Does the work while every use of a table of the service fails with an SQLSTATE: a view that raises it stands in the
 * table's place. Rows that the service keeps in memory are forgotten.
 */
export const whileRaising = <T>(
  service: RunningService,
  table: string,
  state: string,
  work: () => Promise<T>,
): Promise<T> =>
  service.withDatabase(async (client) => {
    await client.query(
      `begin;
       alter table ${table} rename to ${table}_away;
       create function raise_state() returns setof ${table}_away language plpgsql as
         $$ begin raise exception using errcode = '${state}'; end $$;
       create view ${table} as select * from raise_state();
       select pg_notify('read_model', '"unknown"');
       commit`,
    );
    const restore = () =>
      client.query(
        `begin;
         drop view ${table};
         drop function raise_state;
         alter table ${table}_away rename to ${table};
         commit`,
      );
    return await work().finally(restore);
  });
