import type { EventStore } from '../../application/ports/event-store.js';
import { type Ask, onPool } from './ask.js';
import type { ReadSideDatabase } from './data-source.js';
import { LogProof, standsInLog } from './log-proof.js';

/** Milliseconds between two writings of what was passed meanwhile. */
const writtenEvery = 500;

export interface Place {
  readonly position: string;
  readonly eventId: string;
  readonly ordinal: number;
}

/**
 * Moves the checkpoints of all processes, by one statement some time after they passed an event. What a crash leaves
 * unwritten is passed again: handling an event twice is harmless. None moves to an event that the log does not hold.
 */
export class ProcessPlaces {
  private readonly ask: Ask;
  private readonly proof: LogProof;
  private passed = new Map<string, Place>();
  private writing: NodeJS.Timeout | undefined;

  constructor({ pool, holdsLog }: Pick<ReadSideDatabase, 'pool' | 'holdsLog'>, store: EventStore) {
    this.ask = onPool(pool);
    this.proof = new LogProof(store, holdsLog);
    store.known.onBreak(() => this.passed.clear());
  }

  pass(process: string, place: Place): void {
    this.passed.set(process, place);
    this.writing ??= setTimeout(() => void this.write(), writtenEvery);
  }

  /** Writes what is left to write. What cannot be written now is left to the next time. */
  async write(): Promise<void> {
    clearTimeout(this.writing);
    this.writing = undefined;
    const passed = [...this.passed];
    if (passed.length === 0) return;
    this.passed = new Map();
    const values = [
      passed.map(([process]) => process),
      passed.map(([, { position }]) => position),
      passed.map(([, { eventId }]) => eventId),
      passed.map(([, { ordinal }]) => ordinal),
    ];
    try {
      const places = new Map(passed.map(([, place]) => [`${place.position} ${place.eventId}`, place]));
      for (const place of places.values()) await this.proof.prove(place);
      await this.ask(this.proof.isHere ? moveUponLog : move, values);
    } catch {}
  }
}

/** A checkpoint never moves back: another instance may be further. A position that the server loses is passed again. */
const statement = (name: string, stands: string) => ({
  name,
  text: `
    WITH unflushed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE process_checkpoint c SET position = t.position, event_id = t.event_id, ordinal = t.ordinal
    FROM unflushed, unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS t (process, position, event_id, ordinal)
    WHERE c.process = t.process AND c.ordinal < t.ordinal AND (${stands})`,
});

const move = statement('move_process_checkpoints', 'true');
const moveUponLog = statement('move_process_checkpoints_upon_log', standsInLog('t.position', 't.event_id'));
