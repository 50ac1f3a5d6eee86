type Type = 'offer' | 'answer';
type Description = { readonly type: Type; readonly sdp: string };

const names = (function* () {
  for (let n = 1; ; n++) yield `peer${n}`;
})();

/**
 * A peer connection without a network, which signals as WebRTC 1.0 says: one operation after another, an offer that comes
 * upon one's own rolls that back, negotiation is asked for while stable. A description's text is `<peer>.<number>: <what
 * it holds>`; a candidate belongs to one description.
 */
export class FakePeer {
  readonly name = names.next().value!;
  signalingState: 'stable' | 'have-local-offer' | 'have-remote-offer' | 'closed' = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: Description | null = null;
  remoteDescription: Description | null = null;
  /** Candidates that were taken. */
  readonly candidates: string[] = [];
  readonly holds: string[] = [];
  restarts = 0;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: object | null }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { streams: unknown[] }) => void) | null = null;
  private stableLocal: Description | null = null;
  private chain: Promise<unknown> = Promise.resolve();
  private needed = false;
  private made = 0;

  constructor(readonly configuration: RTCConfiguration = {}) {}

  /** As the type that code under test expects. */
  get real(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }

  addTrack(track: unknown): void {
    this.holds.push(String(track));
    this.need();
  }

  createDataChannel(label: string): object {
    this.addTrack(label);
    return {};
  }

  restartIce(): void {
    this.restarts++;
    this.need();
  }

  /** Takes a moment, as making a description does. */
  setLocalDescription(): Promise<void> {
    return this.chained(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      const type = this.signalingState === 'have-remote-offer' ? 'answer' : 'offer';
      this.needed = false;
      const name = `${this.name}.${++this.made}`;
      this.become(type === 'offer' ? 'have-local-offer' : 'stable', () => {
        this.localDescription = { type, sdp: `${name}: ${this.holds}` };
      });
      const candidate = { candidate: `candidate of ${name}`, usernameFragment: name };
      setImmediate(() => this.onicecandidate?.({ candidate: { toJSON: () => candidate } }));
    });
  }

  setRemoteDescription(description: Description): Promise<void> {
    return this.chained(() => {
      if (!description.sdp) throw new DOMException('no SDP', 'OperationError');
      const { type } = description;
      if (type === 'answer' && this.signalingState !== 'have-local-offer') throw this.wrongState();
      if (type === 'offer' && this.signalingState === 'have-local-offer') {
        this.localDescription = this.stableLocal;
        this.needed = true;
      }
      this.become(type === 'offer' ? 'have-remote-offer' : 'stable', () => {
        this.remoteDescription = description;
      });
    });
  }

  addIceCandidate({ candidate, usernameFragment }: RTCIceCandidateInit): Promise<void> {
    return this.chained(() => {
      if (!this.remoteDescription) throw this.wrongState();
      if (!this.remoteDescription.sdp.startsWith(`${usernameFragment}:`))
        throw new DOMException('of no description', 'OperationError');
      this.candidates.push(candidate!);
    });
  }

  /** The network's doing. */
  connects(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
  }

  private become(state: 'stable' | 'have-local-offer' | 'have-remote-offer', change: () => void): void {
    change();
    this.signalingState = state;
    if (state !== 'stable') return;
    this.stableLocal = this.localDescription;
    this.ask();
  }

  private need(): void {
    this.needed = true;
    this.ask();
  }

  private ask(): void {
    void this.chained(() => {
      if (!this.needed || this.signalingState !== 'stable') return;
      this.needed = false;
      queueMicrotask(() => this.onnegotiationneeded?.());
    }).catch(() => {});
  }

  private chained(operation: () => void | Promise<void>): Promise<void> {
    const done = this.chain.then(() => {
      if (this.signalingState === 'closed') throw this.wrongState();
      return operation();
    });
    this.chain = done.catch(() => {});
    return done;
  }

  private wrongState = () => new DOMException(this.signalingState, 'InvalidStateError');
}
