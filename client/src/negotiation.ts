export type NegotiationMessage =
  | { readonly type: 'offer' | 'answer'; readonly sdp: string }
  | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit }
  | { readonly type: 'candidates'; readonly candidates: readonly RTCIceCandidateInit[] };

type Description = Extract<NegotiationMessage, { sdp: string }>;

export interface Negotiator {
  /** Gives way when both offer at once. */
  readonly polite: boolean;
  /** Adds what this side has to offer: tracks and channels. */
  prepare(): void;
  send(message: NegotiationMessage): void;
}

/**
 * Offers, answers and candidates of one peer connection: perfect negotiation (WebRTC 1.0, section 10.7). The polite side
 * keeps what it has to offer for its first answer, so that a call begins without a collision.
 */
export class Negotiation {
  private work: Promise<void> = Promise.resolve();
  private offering = false;
  private prepared = false;
  private readonly early: RTCIceCandidateInit[] = [];

  constructor(
    private readonly connection: RTCPeerConnection,
    private readonly negotiator: Negotiator,
  ) {
    connection.onnegotiationneeded = () => void this.offer();
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) negotiator.send({ type: 'candidate', candidate: candidate.toJSON() });
    };
    if (!negotiator.polite) this.prepare();
  }

  /** Applies messages one after another. One that cannot be applied changes nothing; whoever waits begins anew. */
  receive(message: NegotiationMessage): Promise<void> {
    this.work = this.work.then(() => this.apply(message)).catch(() => {});
    return this.work;
  }

  private async apply(message: NegotiationMessage): Promise<void> {
    switch (message.type) {
      case 'candidate':
        return this.add(message.candidate);
      case 'candidates':
        for (const candidate of message.candidates) await this.add(candidate);
        return;
      case 'offer':
      case 'answer':
        return this.described(message);
    }
  }

  private prepare(): void {
    if (!this.prepared) this.negotiator.prepare();
    this.prepared = true;
  }

  private async offer(): Promise<void> {
    this.offering = true;
    await this.describe().catch(() => {});
    this.offering = false;
  }

  /** Makes the description that is due, an offer or an answer, and sends it. */
  private async describe(): Promise<void> {
    await this.connection.setLocalDescription();
    const { type, sdp } = this.connection.localDescription!;
    this.negotiator.send({ type, sdp } as Description);
  }

  private async described({ type, sdp }: Description): Promise<void> {
    const collision = type === 'offer' && (this.offering || this.connection.signalingState !== 'stable');
    if (collision && !this.negotiator.polite) return;
    await this.connection.setRemoteDescription({ type, sdp });
    for (const candidate of this.early.splice(0)) await this.add(candidate);
    if (type === 'answer') return;
    this.prepare();
    await this.describe();
  }

  /** Candidates of an offer that was ignored are refused by the connection. */
  private async add(candidate: RTCIceCandidateInit): Promise<void> {
    if (!this.connection.remoteDescription) this.early.push(candidate);
    else await this.connection.addIceCandidate(candidate).catch(() => {});
  }
}
