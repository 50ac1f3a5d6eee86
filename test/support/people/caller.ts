import { type CallSide, type CallState, VideoCall } from '@realname/client';
import { RtpHeader, RtpPacket, MediaStream as WeriftStream, MediaStreamTrack as WeriftTrack } from 'werift';
import { eventually } from '../eventually.js';
import { loopbackPeers } from './loopback-peer.js';

/** Somebody in a call: what came over the connection, and what goes out. */
export class Caller<Ticket extends { readonly status: string }> {
  readonly call: VideoCall<Ticket>;
  readonly states: CallState[] = [];
  readonly tickets: Ticket[] = [];
  readonly heard: string[] = [];
  readonly peers = loopbackPeers();
  /** RTP packets that came, by kind. */
  readonly packets = { audio: 0, video: 0 };
  private channel: RTCDataChannel | undefined;
  private readonly leaving = new AbortController();
  private readonly tracks = [new WeriftTrack({ kind: 'audio' }), new WeriftTrack({ kind: 'video' })];
  private readonly listening = new Set<unknown>();
  private sequence = 0;

  constructor(side: CallSide<Ticket>, { media = true } = {}) {
    this.call = VideoCall.enter(side, {
      ...(media && { media: new WeriftStream(this.tracks) as unknown as MediaStream }),
      giveUpAfter: 4000,
      PeerConnection: this.peers.PeerConnection,
      signal: this.leaving.signal,
      onState: (state) => this.states.push(state),
      onTicket: (ticket) => this.tickets.push(ticket),
      onRemoteStream: (stream) => this.listen(stream as unknown as WeriftStream),
      onChannel: (channel) => {
        this.channel = channel;
        channel.onmessage = ({ data }) => this.heard.push(String(data));
      },
    });
  }

  get state(): CallState | undefined {
    return this.states.at(-1);
  }

  /** Says a text over the data channel. */
  say(text: string): void {
    if (this.channel?.readyState !== 'open') throw new Error('no channel');
    this.channel.send(text);
  }

  /** Sends one packet of each track. */
  show(): void {
    for (const [index, track] of this.tracks.entries()) {
      const header = new RtpHeader({ payloadType: 96, sequenceNumber: ++this.sequence, ssrc: 1 + index, marker: true });
      track.writeRtp(new RtpPacket(header, Buffer.alloc(100, this.sequence)));
    }
  }

  /** Leaves without a word, as a page that is closed. */
  async close(): Promise<void> {
    this.leaving.abort();
    await this.call.ended;
  }

  private listen(stream: WeriftStream): void {
    for (const track of stream.getTracks()) {
      if (this.listening.has(track)) continue;
      this.listening.add(track);
      track.onReceiveRtp.subscribe(() => this.packets[track.kind as 'audio' | 'video']++);
    }
  }
}

type Anybody = Pick<Caller<{ status: string }>, 'packets' | 'heard' | 'say' | 'show' | 'state'>;

/** Looks until packets of both kinds and a text came to each side, all of them after now. */
export const eachReaches = async (one: Anybody, other: Anybody): Promise<void> => {
  const before = [one, other].map(({ packets }) => ({ ...packets }));
  await eventually(() => {
    for (const side of [one, other]) {
      if (side.state !== 'connected') throw new Error(`${side.state}, not connected`);
      side.show();
    }
    for (const [index, { packets }] of [one, other].entries())
      if (packets.audio === before[index]!.audio || packets.video === before[index]!.video)
        throw new Error(`no packets: ${JSON.stringify(packets)}`);
  });
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const text = crypto.randomUUID();
    await eventually(() => from.say(text));
    await eventually(() => {
      if (!to.heard.includes(text)) throw new Error('not heard');
    });
  }
};
