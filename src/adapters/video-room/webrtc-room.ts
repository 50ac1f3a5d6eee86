import type { Keyring } from '../../application/core/keyring.js';
import { type RoomAccess, type RoomSide, VideoRoom } from '../../application/ports/video-room.js';
import { type Instant, plus } from '../../domain/shared/instant.js';
import { callLimit } from '../../domain/video-verification/decider.js';

const paths: Readonly<Record<RoomSide, string>> = {
  customer: 'v1/futures/video-verifications',
  agent: 'v1/staff/video-verifications',
};

/** WebRTC between the two sides; this service carries their signalling. */
export class EmbeddedRoom extends VideoRoom {
  /** @param service whose `publicUrl` is the base of its addresses, without a trailing slash */
  constructor(
    private readonly keyring: Keyring,
    private readonly service: { readonly publicUrl: string },
  ) {
    super();
  }

  async enter(ticketId: string, side: RoomSide, startedAt: Instant): Promise<RoomAccess> {
    const hmac = this.keyring.hmac('token', 'room', ticketId, side, startedAt);
    return {
      provider: 'webrtc',
      url: `${this.service.publicUrl}/${paths[side]}/${encodeURIComponent(ticketId)}/signals`,
      token: Buffer.from(hmac, 'hex').toString('base64url'),
      expiresAt: plus(startedAt, callLimit),
    };
  }
}
