import type { JsonObject } from './json.js';
import type { RoomSide } from './video-room.js';

/**
 * Carries WebRTC signalling (offers, answers, candidates) between the two sides of a call, on whichever instances they
 * are. Short-lived: a message that nobody takes within minutes is forgotten. Values are sealed where they are stored.
 */
export abstract class VideoSignals {
  abstract send(ticketId: string, to: RoomSide, data: JsonObject): Promise<void>;
  /**
   * Messages for one side, each exactly once and in the order in which they were sent, those that were sent before the
   * side listened included; ends without an error when `signal` aborts.
   */
  abstract receive(ticketId: string, side: RoomSide, signal: AbortSignal): AsyncIterable<JsonObject>;
}
