import type { Instant } from '../../domain/shared/instant.js';

/** How one side enters a call's room. */
export interface RoomAccess {
  readonly provider: 'webrtc' | 'livekit';
  readonly url: string;
  readonly token: string;
  readonly expiresAt: Instant;
}

export type RoomSide = 'customer' | 'agent';

/** The call itself (F26): WebRTC between the two by default, a LiveKit server where one is configured. */
export abstract class VideoRoom {
  /** Access to the room of a ticket's call that began at `startedAt`; the same call gives the same access. */
  abstract enter(ticketId: string, side: RoomSide, startedAt: Instant): Promise<RoomAccess>;
}
