import type { EventStore, Place, Position } from '../../application/ports/event-store.js';
import type { Fork } from '../../application/ports/known-log.js';
import { DependencyUnavailable } from '../../application/ports/unavailable.js';

/** A place that something stands at, e.g. `read model certificate`. */
export interface Standing extends Place {
  readonly who: string;
}

/** What the database of checkpoints says of the log. */
export interface LogRecords {
  /** Oldest first. */
  forks(): Promise<readonly Fork[]>;
  /** Where each read model and process stands; those without an id yet are given the one that the log has there. */
  standings(idAt: (position: Position) => Promise<string | undefined>): Promise<readonly Standing[]>;
}

/** Whether the log holds the event. A position that the store cannot even read is one of another log. @throws DependencyUnavailable */
export const stands = async (store: EventStore, { position, id }: Place): Promise<boolean> => {
  try {
    return (await store.idAt(position)) === id;
  } catch (error) {
    if (error instanceof DependencyUnavailable) throw error;
    return false;
  }
};
