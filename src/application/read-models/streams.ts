import { aggregates, personOf } from '../core/aggregates.js';
import type { ReadModel } from '../ports/read-models.js';

export interface StreamRow {
  readonly stream: string;
  readonly category: string;
  /** Whose stream it is: the customer's or the user's id. */
  readonly subject: string;
  readonly revision: string;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Streams by the person they concern: what an auditor finds by an ID number. */
export const streams: ReadModel<StreamRow> = {
  name: 'stream',
  version: 3,
  types: aggregates.filter(({ person }) => person !== null).flatMap(({ schema }) => Object.keys(schema)),
  key: (event) => event.stream,
  evolve: (row, event) => {
    const { stream, revision, metadata } = event;
    const category = stream.slice(0, stream.indexOf('-'));
    const subject = row?.subject ?? personOf(event);
    if (subject === undefined) return null;
    const firstAt = row?.firstAt ?? metadata.at;
    return { stream, category, subject, revision: String(revision), firstAt, lastAt: metadata.at };
  },
  index: { subject: (row) => row.subject },
};
