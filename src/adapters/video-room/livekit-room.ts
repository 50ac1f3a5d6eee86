import { SignJWT } from 'jose';
import { type RoomAccess, type RoomSide, VideoRoom } from '../../application/ports/video-room.js';
import { epochMs, type Instant, plus, second } from '../../domain/shared/instant.js';
import { callLimit } from '../../domain/video-verification/decider.js';

/** A LiveKit project: `url` is what clients connect to (`wss://…`). */
export interface LiveKitProject {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
}

/** A room on a LiveKit server, named by the ticket and made when the first side joins. */
export class LiveKitRoom extends VideoRoom {
  constructor(private readonly project: LiveKitProject) {
    super();
  }

  async enter(ticketId: string, side: RoomSide, startedAt: Instant): Promise<RoomAccess> {
    const expiresAt = plus(startedAt, callLimit);
    const { url, apiKey, apiSecret } = this.project;
    const token = await new SignJWT({ video: { room: ticketId, roomJoin: true, canPublish: true, canSubscribe: true } })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(apiKey)
      .setSubject(side)
      .setJti(`${ticketId}/${side}/${startedAt}`)
      .setNotBefore(Math.floor(epochMs(startedAt) / second))
      .setExpirationTime(Math.ceil(epochMs(expiresAt) / second))
      .sign(Buffer.from(apiSecret));
    return { provider: 'livekit', url, token, expiresAt };
  }
}
