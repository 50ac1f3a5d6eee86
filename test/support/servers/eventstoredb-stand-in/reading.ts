import { randomUUID } from 'node:crypto';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Log, Recorded } from './log.js';
import { caughtUp, confirmation, fellBehind, positionOf, readAnswer, streamName, streamNotFound } from './messages.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** Live events that a subscriber may owe before the server reads from its log again. */
const liveBuffer = 32;

/** The subscriber went away, or the server dropped it. */
const over = (call: ReadCall): boolean => call.cancelled || call.destroyed || call.writableEnded;

const send = async (call: ReadCall, message: ReadResp): Promise<void> => {
  if (over(call) || call.write(message)) return;
  const changes = ['drain', 'cancelled', 'finish', 'close'];
  await new Promise<void>((resolve) => {
    const changed = () => {
      for (const change of changes) call.off(change, changed);
      resolve();
    };
    for (const change of changes) call.on(change, changed);
  });
};

/** A read of a stream or of `$all`: what is there, then the end. */
export const answerRead = async (log: Log, call: ReadCall, options: ReadReq.Options): Promise<void> => {
  const records = options.hasStream() ? streamRecords(log, options) : allRecords(log, options);
  if (!records) await send(call, streamNotFound(streamName(options.getStream()?.getStreamIdentifier())));
  for (const record of records ?? []) {
    if (over(call)) return;
    await send(call, readAnswer(record));
  }
  call.end();
};

const streamRecords = (log: Log, options: ReadReq.Options): readonly Recorded[] | undefined => {
  const from = options.getStream();
  const records = log.stream(streamName(from?.getStreamIdentifier()));
  const count = Number(options.getCount());
  const revision = from?.hasRevision() ? Number(from.getRevision()) : undefined;
  if (options.getReadDirection() === 0) return records?.slice(revision ?? 0).slice(0, count);
  const upTo = from?.hasStart() ? 0 : (revision ?? Number.POSITIVE_INFINITY);
  return records
    ?.slice(0, upTo + 1)
    .reverse()
    .slice(0, count);
};

/** Forwards from a position it is included, backwards it is not. */
const allRecords = (log: Log, options: ReadReq.Options): readonly Recorded[] => {
  const from = positionOf(options);
  const count = Number(options.getCount());
  if (options.getReadDirection() === 0) {
    if (from === 'end') return [];
    return log.records.filter(({ position }) => position >= (from ?? 0n)).slice(0, count);
  }
  const before = log.records.filter(({ position }) => from === 'end' || position < (from ?? 0n));
  return before.reverse().slice(0, count);
};

/** A subscription to `$all`: what is there, the sign, then live; behind again when the subscriber reads too slowly. */
export const answerSubscription = async (
  log: Log,
  call: ReadCall,
  options: ReadReq.Options,
  delivered: () => void,
): Promise<void> => {
  const after = positionOf(options);
  const first = log.records.findIndex(({ position }) => after === undefined || (after !== 'end' && position > after));
  let next = first < 0 ? log.records.length : first;
  let live = false;
  let wake = () => {};
  const forget = log.onAppend(() => wake());
  for (const end of ['cancelled', 'finish', 'close']) call.on(end, () => wake());
  await send(call, confirmation(randomUUID()));
  while (!over(call)) {
    const record = log.records[next];
    if (record) {
      if (live && log.records.length - next > liveBuffer) {
        live = false;
        await send(call, fellBehind());
      }
      await send(call, readAnswer(record));
      next++;
      delivered();
    } else if (!live) {
      live = true;
      await send(call, caughtUp());
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  forget();
};
