import { type CallMessage, type CallSide, isRefusal } from './call-side.js';
import { Negotiation } from './negotiation.js';
import { Outbox } from './outbox.js';
import { pause } from './pause.js';
import { randomId } from './random-id.js';
import { serverEvents } from './server-events.js';

/** `interrupted`: it was connected and shall be again. */
export type CallState = 'connecting' | 'connected' | 'interrupted' | 'ended';

/** Why a call ended: the ticket's status, or who hung up; `refused` when the service lets this side in no more. */
export type CallEnd<Status extends string = string> = Status | 'hungUp' | 'remoteHungUp' | 'aborted' | 'refused';

export interface VideoCallOptions<Ticket extends { readonly status: string }> {
  /** What the other side gets to see and hear. Its tracks stay the caller's: the call does not stop them. */
  readonly media?: MediaStream;
  /** STUN and TURN servers; without any, the two must reach one another directly. */
  readonly iceServers?: RTCIceServer[];
  /** `globalThis.RTCPeerConnection` unless given. */
  readonly PeerConnection?: new (
    configuration: RTCConfiguration,
  ) => RTCPeerConnection;
  /** Leaves the call as a closed page would: the other side waits for this one to come back. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which a connection that does not come about is given up and both sides begin anew; 15,000. */
  readonly giveUpAfter?: number;
  /** Milliseconds of silence after which the event stream is taken for dead and opened anew; 40,000. */
  readonly silentAfter?: number;
  onState?(state: CallState): void;
  /** The other side's media; again with each of its tracks. */
  onRemoteStream?(stream: MediaStream): void;
  /** A channel for data between the two, open; another one after a reconnection. */
  onChannel?(channel: RTCDataChannel): void;
  /** What the service told of the ticket. */
  onTicket?(ticket: Ticket): void;
}

interface Remote {
  readonly id: string;
  readonly connection: RTCPeerConnection;
  readonly negotiation: Negotiation;
}

const retryAfter = 1000;

/**
 * One side of a call in the embedded WebRTC room (F26), from its entry to the end of the call, through reloads of the
 * other side, lost connections and interruptions. It reads the ticket's event stream, which nobody else of this side may
 * read meanwhile: each message of the other side comes to one reader alone.
 */
export class VideoCall<Ticket extends { readonly status: string }> {
  /** Resolves when the call is over, for whatever reason. */
  readonly ended: Promise<CallEnd<Ticket['status']>>;
  private readonly over = new AbortController();
  private state: CallState = 'connecting';
  private resolveEnded!: (end: CallEnd<Ticket['status']>) => void;
  /** This side's entry: what the other side addresses. */
  private id = '';
  private inCall = false;
  private reopened = false;
  private remote: Remote | undefined;
  private readonly outbox: Outbox;
  private givingUp: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private readonly side: CallSide<Ticket>,
    private readonly options: VideoCallOptions<Ticket>,
  ) {
    this.ended = new Promise((resolve) => {
      this.resolveEnded = resolve;
    });
    this.outbox = new Outbox({
      send: (message) => this.sent(message),
      lasts: () => this.inCall,
      over: this.over.signal,
    });
  }

  /**
   * Enters at once, whether the other side is there or not (F26). Never throws: `ended` says why the call is over.
   */
  static enter<Ticket extends { readonly status: string }>(
    side: CallSide<Ticket>,
    options: VideoCallOptions<Ticket> = {},
  ): VideoCall<Ticket> {
    const call = new VideoCall(side, options);
    options.signal?.addEventListener('abort', () => call.end('aborted'), { signal: call.over.signal });
    if (options.signal?.aborted) call.end('aborted');
    void call.listen();
    return call;
  }

  /** Ends the call on both sides. The ticket stays as it is: a customer leaves it, an agent gives a verdict. */
  async hangUp(): Promise<void> {
    const { remote, id } = this;
    this.end('hungUp');
    if (remote) await this.sent({ type: 'bye', from: id, to: remote.id });
  }

  private async listen(): Promise<void> {
    const { silentAfter = 40_000 } = this.options;
    while (!this.over.signal.aborted) {
      try {
        const stream = await this.side.events(this.over.signal);
        this.reopened = true;
        for await (const { event, data } of serverEvents(stream, { silentAfter })) {
          if (event === 'queue') this.told(data as Ticket);
          else this.received(data as CallMessage);
          if (this.over.signal.aborted) return;
        }
      } catch (error) {
        if (isRefusal(error)) this.end('refused');
      }
      await pause(retryAfter, this.over.signal);
    }
  }

  /** What was sent to a stream that broke off is lost: an unfinished connection begins anew with each stream. */
  private told(ticket: Ticket): void {
    this.tell(() => this.options.onTicket?.(ticket));
    const entering = this.reopened || !this.inCall;
    this.inCall = ticket.status === 'inCall';
    this.reopened = false;
    if (this.side.isOver(ticket)) this.end(ticket.status);
    else if (!this.inCall) this.interrupt();
    else if (entering && this.state !== 'connected') this.begin();
  }

  private begin(): void {
    this.part();
    this.id = randomId();
    this.greet();
  }

  private greet(): void {
    this.send({ type: 'hello', from: this.id });
    this.giveUpLater();
  }

  private received(message: CallMessage): void {
    if (!this.inCall || (message.to ?? this.id) !== this.id) return;
    if (message.type === 'hello') this.meet(message);
    else if (message.from !== this.remote?.id) return;
    else if (message.type === 'bye') this.end('remoteHungUp');
    else void this.remote.negotiation.receive(message);
  }

  private meet({ from, to }: CallMessage): void {
    if (to === undefined) this.send({ type: 'hello', from: this.id, to: from });
    if (this.remote?.id === from) return;
    this.interrupt();
    this.remote = this.connect(from);
    this.giveUpLater();
  }

  private connect(to: string): Remote {
    const { media, iceServers = [], PeerConnection = RTCPeerConnection } = this.options;
    const connection = new PeerConnection({ iceServers });
    const from = this.id;
    connection.onconnectionstatechange = () => {
      if (this.remote?.connection === connection) this.connectionChanged(connection);
    };
    connection.ontrack = ({ streams: [stream] }) => {
      if (stream) this.tell(() => this.options.onRemoteStream?.(stream));
    };
    const prepare = () => {
      for (const track of media?.getTracks() ?? []) connection.addTrack(track, media!);
      const channel = connection.createDataChannel('call', { negotiated: true, id: 0 });
      channel.onopen = () => this.tell(() => this.options.onChannel?.(channel));
    };
    const negotiation = new Negotiation(connection, {
      polite: this.side.polite,
      prepare,
      send: (message) => this.send({ ...message, from, to }),
    });
    return { id: to, connection, negotiation };
  }

  private connectionChanged(connection: RTCPeerConnection): void {
    if (connection.connectionState === 'connected') {
      clearTimeout(this.givingUp);
      this.enterState('connected');
    }
    if (connection.connectionState === 'disconnected' || connection.connectionState === 'failed') {
      if (this.state === 'connected') this.enterState('interrupted');
      connection.restartIce();
      this.giveUpLater();
    }
  }

  /** A message may get lost with a stream that broke off unnoticed, a greeting too. */
  private giveUpLater(): void {
    clearTimeout(this.givingUp);
    const again = () => (this.remote ? this.begin() : this.greet());
    this.givingUp = setTimeout(again, this.options.giveUpAfter ?? 15_000);
  }

  private interrupt(): void {
    this.part();
    if (this.state === 'connected') this.enterState('interrupted');
  }

  private part(): void {
    clearTimeout(this.givingUp);
    this.remote?.connection.close();
    this.remote = undefined;
  }

  private end(reason: CallEnd<Ticket['status']>): void {
    if (this.state === 'ended') return;
    this.part();
    this.enterState('ended');
    this.over.abort();
    this.resolveEnded(reason);
  }

  private enterState(state: CallState): void {
    if (this.state === state) return;
    this.state = state;
    this.tell(() => this.options.onState?.(state));
  }

  private send(message: CallMessage): void {
    this.outbox.add(message);
  }

  private sent(message: CallMessage): Promise<boolean> {
    return this.side.send(message).then(() => true, isRefusal);
  }

  /** Apart from the call's own work: what the caller does with it cannot break it. */
  private tell(callback: () => void): void {
    queueMicrotask(callback);
  }
}
