import type { JsonObject } from './json.js';
import type { RoomSide } from './video-room.js';

/**
 * Carries WebRTC signalling (offers, answers, candidates) between the two sides of a call, on whichever instances they
 * are. Short-lived: a message that nobody takes within minutes is forgotten. Values are sealed where they are stored.
 */
export abstract class VideoSignals {
  abstract send(ticketId: string, to: RoomSide, data: JsonObject): Promise<void>;
  /**
   * Takes over the messages for one side: all that no earlier receiver has handed over, and what is sent from then on, each once
   * and in the order in which they were sent. Earlier receivers get no more, since nobody may be reading them; they, and this
   * one, end without an error when their `signal` aborts.
   */
  abstract receive(ticketId: string, side: RoomSide, signal: AbortSignal): Promise<AsyncIterable<JsonObject>>;
}
