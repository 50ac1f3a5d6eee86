import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../../test/support/servers/postgres.js';

/** Rows of read models beside the log: ahead of their stream, and behind it. */
export interface RowsBesideLog {
  readonly phantom: number;
  readonly skipped: number;
}

/** Versions of read models that have passed the log: a release feeds those it knows alone. */
const passed = `select model, version from read_model_checkpoint
  where state = 'live' and position::bigint >= (select max(position) from events)`;
const behind = `select from read_model_checkpoint where model not in (select model from (${passed}) as passed) limit 1`;
const differing = `
  select count(*) filter (where row_revision > coalesce(logged, -1))::int as phantom,
         count(*) filter (where row_revision < logged)::int as skipped
  from (select (row->>'revision')::bigint as row_revision, (
      select max(revision) from events where stream = category || '-' || (row->>'id')) as logged
    from read_model_row join (${passed}) as passed using (model, version)
      join (values ('customer_profile', 'CustomerAccount'), ('change_request', 'ProfileChangeRequest'),
        ('certificate', 'DigitalCertificate'), ('video_verification', 'VideoVerification')) as names (model, category)
      using (model)) compared`;

/** Compares every row with its stream, once the read models have passed the log. */
export const rowsBesideLog = (url: string): Promise<RowsBesideLog> =>
  withClient(url, async (client) => {
    while ((await client.query(behind)).rowCount !== 0) await sleep(50);
    return (await client.query<RowsBesideLog>(differing)).rows[0]!;
  });
