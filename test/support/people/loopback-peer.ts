import { RTCPeerConnection as Werift } from 'werift';

/**
 * A werift connection over loopback that asks for negotiation as a browser does: once after what was added, when its
 * signalling is stable. (werift asks once for each track, and again after each answer.)
 */
class LoopbackPeer extends Werift {
  private asked: (() => void) | null = null;
  private needed = false;

  constructor({ iceServers }: RTCConfiguration) {
    super({
      iceServers: iceServers as [],
      iceAdditionalHostAddresses: ['127.0.0.1'],
      iceUseIpv6: false,
      bundlePolicy: 'max-bundle', // else the sockets that bundling makes superfluous are never closed
    });
    this.signalingStateChange.subscribe((state) => {
      if (state === 'stable') setImmediate(() => this.checkAgain());
    });
  }

  /** What werift itself would call. */
  override get onnegotiationneeded() {
    return null;
  }

  override set onnegotiationneeded(handler: (() => void) | null) {
    this.asked = handler;
  }

  override addTrack(...parameters: Parameters<Werift['addTrack']>) {
    this.need();
    return super.addTrack(...parameters);
  }

  override createDataChannel(...parameters: Parameters<Werift['createDataChannel']>) {
    this.need();
    return super.createDataChannel(...parameters);
  }

  override restartIce(): void {
    super.restartIce();
    this.need();
  }

  override setLocalDescription(description: { readonly type: 'rollback' }): Promise<void>;
  override setLocalDescription(): ReturnType<Werift['setLocalDescription']>;
  override setLocalDescription(description?: { readonly type: 'rollback' }) {
    this.needed = false;
    return description ? super.setLocalDescription(description) : super.setLocalDescription();
  }

  /** werift checks no path after a restart: it takes a connection whose DTLS stands for connected. */
  private checkAgain(): void {
    for (const { state, iceTransport } of this.dtlsTransports)
      if (state === 'connected' && iceTransport.state !== 'connected') void iceTransport.start();
  }

  private need(): void {
    this.needed = true;
    setImmediate(() => {
      if (!this.needed || this.signalingState !== 'stable') return;
      this.needed = false;
      this.asked?.();
    });
  }
}

type PeerConnection = new (configuration: RTCConfiguration) => RTCPeerConnection;

/** A constructor of connections, and those that it made, newest last. */
export const loopbackPeers = () => {
  const made: RTCPeerConnection[] = [];
  class Noted extends LoopbackPeer {
    constructor(configuration: RTCConfiguration) {
      super(configuration);
      made.push(this as unknown as RTCPeerConnection);
    }
  }
  return { PeerConnection: Noted as unknown as PeerConnection, made };
};
