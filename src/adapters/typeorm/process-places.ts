import { type Ask, onPool } from './ask.js';
import type { ReadSideDatabase } from './data-source.js';

/** Milliseconds between two writings of what was passed meanwhile. */
const writtenEvery = 500;

export interface Place {
  readonly position: string;
  readonly ordinal: number;
}

/**
 * Moves the checkpoints of all processes, by one statement some time after they passed an event. What a crash leaves
 * unwritten is passed again: handling an event twice is harmless.
 */
export class ProcessPlaces {
  private readonly ask: Ask;
  private passed = new Map<string, Place>();
  private writing: NodeJS.Timeout | undefined;

  constructor({ pool }: Pick<ReadSideDatabase, 'pool'>) {
    this.ask = onPool(pool);
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
      passed.map(([, { ordinal }]) => ordinal),
    ];
    await this.ask(move, values).catch(() => {});
  }
}

/** A checkpoint never moves back: another instance may be further. A position that the server loses is passed again. */
const move = {
  name: 'move_process_checkpoints',
  text: `
    WITH unflushed AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE process_checkpoint c SET position = t.position, ordinal = t.ordinal
    FROM unflushed, unnest($1::text[], $2::text[], $3::bigint[]) AS t (process, position, ordinal)
    WHERE c.process = t.process AND c.ordinal < t.ordinal`,
};
