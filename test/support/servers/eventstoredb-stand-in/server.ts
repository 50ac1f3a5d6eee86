import { once } from 'node:events';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb, { type AppendReq, type AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import grpc, { type ServerReadableStream, type sendUnaryData } from '@grpc/grpc-js';
import type { Cluster, Node } from './cluster.js';
import type { Call, Fault, Faults } from './faults.js';
import type { Proposed } from './log.js';
import { appendAnswer, expectedOf, proposedOf, streamName } from './messages.js';
import { answerRead, answerSubscription, type ReadCall } from './reading.js';

const { Metadata, Server, status } = grpc;
const maxAppendSize = 1024 * 1024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const noMessage = Buffer.from([0xff, 0xff, 0xff, 0xff]);

export interface ServerState {
  readonly cluster: Cluster;
  /** Which of the cluster this is: a follower may be behind. */
  readonly node: Node;
  readonly faults: Faults;
  readonly subscriptions: Set<ReadCall>;
  /** How often each kind of call came. */
  readonly calls: Record<Call, number>;
  /** Events handed to subscriptions, whether or not a subscriber has read them. */
  sentToSubscribers: number;
  breakConnections(): void;
}

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

const refused = (code: number, details: string, metadata = new Metadata()) => ({ code, details, metadata });

/** A follower leaves what requires the leader to it. */
const notLeader = ({ cluster, node }: ServerState, asked: grpc.Metadata) => {
  if (node === cluster.leader || asked.get('requires-leader')[0] !== 'true') return undefined;
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', '127.0.0.1');
  metadata.set('leader-endpoint-port', String(cluster.leader.port));
  return refused(status.NOT_FOUND, 'leader info available', metadata);
};

const denied = () => {
  const metadata = new Metadata();
  metadata.set('exception', 'access-denied');
  return refused(status.PERMISSION_DENIED, 'Access Denied', metadata);
};

const receive = async (call: AppendCall) => {
  const messages: AppendReq[] = [];
  call.on('data', (message: AppendReq) => messages.push(message));
  await once(call, 'end');
  // A connection that breaks ends the stream too, and is told a moment later.
  await setImmediate();
  if (call.cancelled) return undefined;
  const options = messages[0]?.getOptions() ?? new streamsPb.AppendReq.Options();
  const events = messages.slice(1).map((message) => proposedOf(message.getProposedMessage()!));
  return { stream: streamName(options.getStreamIdentifier()), expected: expectedOf(options), events };
};

const refusalOf = (events: readonly Proposed[]) => {
  if (events.reduce((sum, { data }) => sum + data.length, 0) > maxAppendSize) {
    const metadata = new Metadata();
    metadata.set('exception', 'maximum-append-size-exceeded');
    metadata.set('maximum-append-size', String(maxAppendSize));
    return refused(status.INVALID_ARGUMENT, 'maximum append size exceeded', metadata);
  }
  return events.every(({ id }) => uuid.test(id)) ? undefined : refused(status.UNKNOWN, 'not a UUID');
};

const append = async (state: ServerState, call: AppendCall, answer: sendUnaryData<AppendResp>): Promise<void> => {
  state.calls.append++;
  const fault = state.faults.take('append');
  const received = await receive(call);
  if (!received) return;
  const { stream, expected, events } = received;
  const refusal = notLeader(state, call.metadata) ?? refusalOf(events);
  if (refusal) return answer(refusal);
  if (fault === 'slow') await sleep(state.faults.slowMs);
  if (isBefore(fault)) return meet(state, fault, answer, expected === 'no-stream' ? 7n : 0n);

  const outcome = state.cluster.leader.log.append(stream, expected, events);
  if (fault === 'commit then hang') return;
  if (fault === 'commit then break') return state.breakConnections();
  if (fault === 'commit then cancel') return answer(refused(status.CANCELLED, 'cancelled by the server'));
  answer(null, appendAnswer(expected, outcome));
};

const isBefore = (fault: Fault | undefined): fault is Fault =>
  fault !== undefined && fault !== 'slow' && !fault.startsWith('commit');

const meet = (state: ServerState, fault: Fault, answer: sendUnaryData<AppendResp>, wrongRevision: bigint): void => {
  if (fault === 'break') state.breakConnections();
  if (fault === 'unavailable') answer(refused(status.UNAVAILABLE, 'unavailable'));
  if (fault === 'denied') answer(denied());
  if (fault === 'garbage') answer(null, noMessage as unknown as AppendResp);
  if (fault === 'empty answer') answer(null, new streamsPb.AppendResp());
  if (fault === 'wrong answer') {
    answer(null, appendAnswer('any', { landed: true, revision: wrongRevision, position: 1n }));
  }
};

const read = async (state: ServerState, call: ReadCall): Promise<void> => {
  const options = call.request.getOptions()!;
  const kind = options.hasSubscription() ? 'subscribe' : 'read';
  state.calls[kind]++;
  const fault = state.faults.take(kind);
  if (fault === 'hang') return;
  if (fault === 'slow') await sleep(state.faults.slowMs);
  if (fault === 'break') return state.breakConnections();
  if (fault === 'unavailable') return void call.emit('error', refused(status.UNAVAILABLE, 'unavailable'));
  if (fault === 'denied') return void call.emit('error', denied());
  if (fault === 'garbage') call.write(noMessage as never);
  const elsewhere = kind === 'read' && notLeader(state, call.metadata);
  if (elsewhere) return void call.emit('error', elsewhere);
  if (kind === 'read') return answerRead(state.node.log, call, options);
  state.subscriptions.add(call);
  await answerSubscription(state.node.log, call, options, () => {
    state.sentToSubscribers++;
  });
  state.subscriptions.delete(call);
};

const orBytes =
  <T>(serialize: (message: T) => Buffer) =>
  (message: T): Buffer =>
    message instanceof Uint8Array ? Buffer.from(message) : serialize(message);

/** The services Streams and Gossip of EventStoreDB on a free port of the loopback address. */
export const startServer = async (state: ServerState) => {
  const { read: readMethod, append: appendMethod } = streamsGrpc.StreamsService;
  const service = {
    read: { ...readMethod, responseSerialize: orBytes(readMethod.responseSerialize) },
    append: { ...appendMethod, responseSerialize: orBytes(appendMethod.responseSerialize) },
  };
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  server.addService(service, {
    read: (call: ReadCall) => void read(state, call),
    append: (call: AppendCall, answer: sendUnaryData<AppendResp>) => void append(state, call, answer),
  });
  server.addService(gossipGrpc.GossipService, {
    read: (_call: unknown, answer: sendUnaryData<ClusterInfo>) => answer(null, state.cluster.info),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { port, stop: () => server.forceShutdown() };
};
