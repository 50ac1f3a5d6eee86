import type { Log } from '../../application/ports/log.js';
import { formatAddCheckpoint } from '../../application/transparency-log/add-checkpoint.js';
import {
  formatSignature,
  isSignedBy,
  parseNote,
  parseSignatures,
  withoutCosignatures,
} from '../../application/transparency-log/note.js';
import type { Policy, Witness } from '../../application/transparency-log/policy.js';
import { TiledTree } from '../../application/transparency-log/tiles.js';
import { pause } from '../resilience/abort.js';
import { type KeptCheckpoint, type TreeTables, tilesOf } from './tree-tables.js';

/** Milliseconds between two rounds, and for one answer. */
const every = 5_000;
const patience = 10_000;
/** Characters of an answer: a signature line of ML-DSA-44 has 3,300. */
const maxAnswer = 64 * 1024;

/**
 * Asks the witnesses of a policy to cosign the newest checkpoint, each on its own and as often as it can: one that is away holds up
 * neither the log nor the others.
 */
export class Cosigning {
  private newest: KeptCheckpoint | undefined;
  private readonly sizes = new Map<string, number>();
  private readonly waiting = new Map<string, number>();
  private readonly silent = new Set<string>();

  constructor(
    private readonly policy: Policy,
    private readonly tables: Pick<TreeTables, 'tile' | 'cosign'>,
    private readonly log: Log = () => {},
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /** The next round is about this one. */
  offer(checkpoint: KeptCheckpoint): void {
    if (this.newest?.epoch !== checkpoint.epoch) this.sizes.clear();
    this.newest = checkpoint;
    for (const { name } of this.asked)
      if (!this.waiting.has(name) && this.sizes.get(name) !== checkpoint.size) this.waiting.set(name, this.elapsed());
  }

  /** For how long a witness has owed a cosignature, by its name, in milliseconds; 0 where it owes none. */
  silence(): readonly { readonly witness: string; readonly ms: number }[] {
    return this.asked.map(({ name }) => {
      const since = this.waiting.get(name);
      return { witness: name, ms: since === undefined ? 0 : this.elapsed() - since };
    });
  }

  /** Goes on until `signal`. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.round(signal);
      await pause(every, signal);
    }
    this.waiting.clear();
  }

  /** Asks each witness that has not cosigned the newest checkpoint yet. */
  async round(signal: AbortSignal): Promise<void> {
    const { newest } = this;
    if (!newest) return;
    const due = this.asked.filter(({ name }) => this.sizes.get(name) !== newest.size);
    await Promise.all(due.map((witness) => this.ask(witness, newest, signal)));
  }

  private get asked(): readonly Witness[] {
    return this.policy.witnesses.filter(({ url }) => url !== undefined);
  }

  private async ask(witness: Witness, checkpoint: KeptCheckpoint, signal: AbortSignal): Promise<void> {
    const { name } = witness;
    try {
      const first = await this.post(witness, checkpoint, this.sizes.get(name) ?? 0, signal);
      const answer = first.status === 409 ? await this.post(witness, checkpoint, sizeIn(first.text), signal) : first;
      if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
      await this.tables.cosign(checkpoint, ownLines(answer.text, checkpoint.note, witness));
      this.sizes.set(name, checkpoint.size);
      this.waiting.delete(name);
      if (this.silent.delete(name)) this.log('info', 'a witness cosigns again', { witness: name });
    } catch (error) {
      if (signal.aborted) return;
      if (!this.silent.has(name)) this.log('warn', 'a witness did not cosign', { witness: name, error });
      this.silent.add(name);
    }
  }

  private async post({ url }: Witness, checkpoint: KeptCheckpoint, old: number, signal: AbortSignal) {
    if (old > checkpoint.size) throw new Error(`has cosigned ${old} events, more than there are`);
    const proof = await new TiledTree(tilesOf(this.tables, checkpoint.epoch)).consistency(old, checkpoint.size);
    const response = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      body: formatAddCheckpoint({ old, proof, note: withoutCosignatures(checkpoint.note) }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
    });
    return { status: response.status, text: (await response.text()).slice(0, maxAnswer) };
  }
}

const sizeIn = (text: string): number => {
  const size = Number(/^(0|[1-9]\d{0,15})\n?$/.exec(text)?.[1]);
  if (!Number.isSafeInteger(size)) throw new Error('answered 409 without a size');
  return size;
};

/** Of what a witness answers: the lines of its own key, valid for the checkpoint, with their time. @throws Error where there is none */
const ownLines = (answer: string, note: string, { key }: Witness): string => {
  const own = parseSignatures(answer.trimEnd().split('\n')).filter(
    ({ name, keyId }) => name === key.name && keyId === key.id,
  );
  if (!isSignedBy({ text: parseNote(note).text, signatures: own }, key)) throw new Error('gave no valid cosignature');
  if (own.some(({ bytes }) => bytes.readBigUInt64BE() === 0n)) throw new Error('gave a cosignature without its time');
  return own.map(formatSignature).join('');
};
