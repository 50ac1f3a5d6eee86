import { randomUUID } from 'node:crypto';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { Log } from './log.js';

const { ClusterInfo, EndPoint, MemberInfo } = gossipPb;

export interface Node {
  readonly log: Log;
  /** Known once it listens. */
  port: number;
}

/** Nodes that take turns to lead. A follower has what the leader had when it was last brought up to date. */
export class Cluster {
  readonly nodes: Node[] = [];
  private leading = 0;

  get leader(): Node {
    return this.nodes[this.leading]!;
  }

  join(log: Log): Node {
    const node = { log, port: 0 };
    this.nodes.push(node);
    return node;
  }

  /** Every node has what the leader has. */
  replicate(): void {
    for (const { log } of this.nodes) log.copy(this.leader.log);
  }

  /** Another node leads from now on; nobody's connection breaks by it. */
  lead(index: number): void {
    this.replicate();
    this.leading = index;
  }

  /** What each node answers who asks for all. */
  get info() {
    const members = this.nodes.map((node) =>
      new MemberInfo()
        .setInstanceId(new sharedPb.UUID().setString(randomUUID()))
        .setIsAlive(true)
        .setState(node === this.leader ? MemberInfo.VNodeState.LEADER : MemberInfo.VNodeState.FOLLOWER)
        .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(node.port)),
    );
    return new ClusterInfo().setMembersList(members);
  }
}
