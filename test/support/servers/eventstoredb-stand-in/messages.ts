import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb, {
  type AppendReq,
  type AppendResp,
  type ReadReq,
  type ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Expected, Outcome, Proposed, Recorded } from './log.js';

const { Empty, StreamIdentifier, UUID } = sharedPb;
const ticksPerMillisecond = 10_000;

export const streamName = (identifier: { getStreamName_asU8(): Uint8Array } | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString();

const identifierOf = (stream: string) => new StreamIdentifier().setStreamName(Buffer.from(stream));

export const expectedOf = (options: AppendReq.Options): Expected => {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return options.hasRevision() ? BigInt(options.getRevision()) : 'any';
};

export const proposedOf = (message: AppendReq.ProposedMessage): Proposed => ({
  id: message.getId()?.getString() ?? '',
  type: message.getMetadataMap().get('type') ?? '',
  contentType: message.getMetadataMap().get('content-type') ?? '',
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

export const appendAnswer = (expected: Expected, outcome: Outcome): AppendResp => {
  const answer = new streamsPb.AppendResp();
  if (outcome.landed) {
    const position = new streamsPb.AppendResp.Position()
      .setCommitPosition(String(outcome.position))
      .setPreparePosition(String(outcome.position));
    const revision = String(outcome.revision);
    return answer.setSuccess(new streamsPb.AppendResp.Success().setCurrentRevision(revision).setPosition(position));
  }
  const conflict = new streamsPb.AppendResp.WrongExpectedVersion();
  if (outcome.current < 0n) conflict.setCurrentNoStream(new Empty());
  else conflict.setCurrentRevision(String(outcome.current));
  if (expected === 'no-stream') conflict.setExpectedNoStream(new Empty());
  else if (expected === 'stream-exists') conflict.setExpectedStreamExists(new Empty());
  else if (expected !== 'any') conflict.setExpectedRevision(String(expected));
  return answer.setWrongExpectedVersion(conflict);
};

export const readAnswer = (record: Recorded): ReadResp => {
  const event = new streamsPb.ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(record.id))
    .setStreamIdentifier(identifierOf(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  event.getMetadataMap().set('type', record.type);
  event.getMetadataMap().set('content-type', record.contentType);
  event.getMetadataMap().set('created', String(record.created * ticksPerMillisecond));
  const read = new streamsPb.ReadResp.ReadEvent().setEvent(event).setCommitPosition(String(record.position));
  return new streamsPb.ReadResp().setEvent(read);
};

export const streamNotFound = (stream: string): ReadResp =>
  new streamsPb.ReadResp().setStreamNotFound(
    new streamsPb.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)),
  );

export const confirmation = (id: string): ReadResp =>
  new streamsPb.ReadResp().setConfirmation(new streamsPb.ReadResp.SubscriptionConfirmation().setSubscriptionId(id));

export const caughtUp = (): ReadResp => new streamsPb.ReadResp().setCaughtUp(new streamsPb.ReadResp.CaughtUp());
export const fellBehind = (): ReadResp => new streamsPb.ReadResp().setFellBehind(new streamsPb.ReadResp.FellBehind());

/** Position in `$all` where reading starts: undefined is the start, 'end' the end. */
export const positionOf = (options: ReadReq.Options): bigint | 'end' | undefined => {
  const all = options.getAll();
  if (all?.hasEnd()) return 'end';
  const commit = all?.getPosition()?.getCommitPosition();
  return commit === undefined ? undefined : BigInt(commit);
};
