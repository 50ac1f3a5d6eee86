import type { EventStore, LogWentBack, Position } from '../../application/ports/event-store.js';

/** A place whose event is known, or not known yet. */
interface Proved {
  readonly position: Position | null;
  readonly eventId: string | null;
}

/** SQL: the log, which is in this database, holds the event. One of which no id is known counts as held. */
export const standsInLog = (position: string, id: string): string =>
  `${id}::text IS NULL OR EXISTS (SELECT FROM events e WHERE e.position = ${position}::bigint AND e.id = ${id}::uuid)`;

/**
 * Keeps a checkpoint from moving to an event that the log does not hold. Where the log is in the same database the
 * statement that moves it proves that by itself, on whatever server it arrives; else the log is asked before.
 */
export class LogProof {
  constructor(
    private readonly store: EventStore,
    readonly isHere: boolean,
  ) {}

  /** @throws LogWentBack */
  async prove(place: Proved): Promise<void> {
    const { position, eventId } = place;
    if (this.isHere || position === null || eventId === null) return;
    if ((await this.store.idAt(position)) !== eventId) throw this.wentBack(place);
  }

  /** The log does not hold the event of the place: told to whoever remembers the log. */
  wentBack({ position, eventId }: Proved): LogWentBack {
    return this.store.known.wentBack({ position: position!, id: eventId! });
  }
}
