import { parseCheckpoint } from '../../application/transparency-log/checkpoint.js';
import { parseNote } from '../../application/transparency-log/note.js';
import type { KeptCheckpoint } from './tree-tables.js';

/** A text as a place had it when it was read. */
export interface Version {
  readonly text: string;
}

/** Where one text is kept outside the database. @throws DependencyUnavailable, Error from a place that is away or full */
export interface CheckpointPlace<V extends Version = Version> {
  /** For whoever looks there: a path or a URL. */
  readonly where: string;
  /** Undefined: there is none. */
  read(): Promise<V | undefined>;
  /** Replaces the text whole, where it is still what was read. Answers whether it did. */
  replace(text: string, before: V | undefined): Promise<boolean>;
}

/** Whether the tree is still what a checkpoint of the same epoch, over no more events than the tree has, was signed over. */
export type Continues = (kept: KeptCheckpoint) => Promise<boolean>;

/** How often it is tried again to replace what another instance replaces meanwhile. */
const tries = 5;

/**
 * The last checkpoint that was signed, outside the database: what a restore or an alteration of everything in it is found
 * out by. The text is the note, after a line of its epoch and of the event that it ends with.
 */
export class CheckpointKeeper<V extends Version = Version> {
  /** What was replaced here the last time: it is continued. */
  private own: string | undefined;

  constructor(private readonly place: CheckpointPlace<V>) {}

  get where(): string {
    return this.place.where;
  }

  /** What is kept, and whether something else is there than a checkpoint. @throws DependencyUnavailable */
  async look(): Promise<{ readonly kept: KeptCheckpoint | undefined; readonly isUnreadable: boolean }> {
    const version = await this.place.read();
    const kept = parsed(version);
    return { kept, isUnreadable: version !== undefined && kept === undefined };
  }

  /**
   * Keeps a checkpoint unless a later one is there, which stays: so does one that the tree does not continue.
   * @throws NotContinued; DependencyUnavailable, Error when it cannot be kept now
   */
  async keep(checkpoint: KeptCheckpoint, continues: Continues): Promise<void> {
    for (let left = tries; left > 0; left--) {
      const before = await this.place.read();
      const kept = parsed(before);
      if (kept && isLater(kept, checkpoint)) return;
      const isProved = kept?.epoch !== checkpoint.epoch || before?.text === this.own || (await continues(kept));
      if (!isProved) throw new NotContinued(this.where, kept.size);
      const text = textOf(checkpoint);
      this.own = (await this.place.replace(text, before)) ? text : undefined;
      if (this.own !== undefined) return;
    }
    throw new Error(`${this.where} is replaced by others all the time`);
  }
}

/** What is kept outside the database was signed over other events than the log has now. */
export class NotContinued extends Error {
  constructor(where: string, size: number) {
    super(`the transparency log is not what the checkpoint of ${size} events of ${where} was signed over`);
    this.name = 'NotContinued';
  }
}

export const isLater = (a: KeptCheckpoint, b: KeptCheckpoint): boolean =>
  a.epoch === b.epoch ? a.size > b.size : a.epoch > b.epoch;

export const textOf = ({ epoch, position = '-', eventId = '-', note }: KeptCheckpoint): string =>
  `${epoch} ${position} ${eventId}\n${note}`;

const parsed = ({ text }: Version = { text: '' }): KeptCheckpoint | undefined => {
  const [, epoch, position, eventId, note] = /^(\d+) (\S+) (\S+)\n(.*)$/s.exec(text) ?? [];
  if (epoch === undefined || note === undefined) return undefined;
  try {
    const { origin, size, root } = parseCheckpoint(parseNote(note).text);
    const event = position === '-' ? {} : { position, eventId };
    return { epoch: Number(epoch), position: undefined, eventId: undefined, ...event, origin, size, root, note };
  } catch {
    return undefined;
  }
};
