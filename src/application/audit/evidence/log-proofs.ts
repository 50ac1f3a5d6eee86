import { Injectable } from '@nestjs/common';
import type { Instant } from '../../../domain/shared/instant.js';
import type { StoredEvent } from '../../ports/event-store.js';
import { type TimeStamp, TimeStamps } from '../../ports/time-stamps.js';
import { type SignedCheckpoint, TransparencyLog } from '../../ports/transparency-log.js';
import { DependencyUnavailable } from '../../ports/unavailable.js';
import { withNewestSignature, withoutCosignatures } from '../../transparency-log/note.js';
import { formatProof } from '../../transparency-log/proof.js';
import { type EvidenceFile, textFile } from './archive.js';
import { pathOfEvent } from './event-files.js';

/** That the facts of an archive stand in the transparency log. */
@Injectable()
export class LogProofs {
  constructor(
    private readonly log: TransparencyLog,
    private readonly timeStamps: TimeStamps,
  ) {}

  /**
   * A head of the log that is over all of these events, time-stamped if that can be had, the proof of each, and the log's
   * verifier key.
   * @param events at least one, in the order of the log
   * @throws DependencyUnavailable while no head is over them; NotInTree where the log was altered
   */
  async ofEvents(events: readonly StoredEvent[]): Promise<ProofFiles> {
    const { checkpoint, timeStamp } = await this.headOver(events.at(-1)!);
    const proofs = await this.log.prove(events, checkpoint);
    const { roots } = this.timeStamps;
    const files = [
      textFile('checkpoint', checkpoint.note),
      ...(timeStamp ? [{ path: 'checkpoint.tsr', bytes: timeStamp.response }] : []),
      ...(timeStamp && roots !== undefined ? [textFile('tsa-ca.pem', roots)] : []),
      textFile('log.vkey', `${await this.log.vkey()}\n`),
      ...proofs.map((proof, n) => textFile(`${pathOfEvent(n)}.tlog-proof`, formatProof(proof))),
    ];
    return { files, stamp: timeStamp && { at: timeStamp.at, origin: checkpoint.origin } };
  }

  /** That of the export's fact, which no manifest covers: it carries one signature, that of the log's newest key. */
  async ofFact(fact: StoredEvent): Promise<EvidenceFile> {
    const checkpoint = await this.log.covering(fact.position);
    const [proof] = await this.log.prove([fact], checkpoint);
    return textFile(
      'manifest.event.tlog-proof',
      formatProof({ ...proof!, checkpoint: withNewestSignature(checkpoint.note) }),
    );
  }

  /** The earliest that has a time-stamp; else the newest, stamped now where the authority answers. */
  private async headOver(event: StoredEvent): Promise<Head> {
    const checkpoint = await this.log.covering(event.position);
    return (await this.log.stamped(event)) ?? { checkpoint, timeStamp: await this.stamp(checkpoint) };
  }

  private async stamp(checkpoint: SignedCheckpoint): Promise<TimeStamp | undefined> {
    try {
      const timeStamp = await this.timeStamps.stamp(Buffer.from(withoutCosignatures(checkpoint.note)));
      if (timeStamp) await this.log.keep({ checkpoint, timeStamp });
      return timeStamp;
    } catch (error) {
      if (error instanceof DependencyUnavailable) return undefined;
      throw error;
    }
  }
}

export interface ProofFiles {
  readonly files: readonly EvidenceFile[];
  /** By when `checkpoint`, whose first line is `origin`, existed as an authority says in `checkpoint.tsr`. */
  readonly stamp: { readonly at: Instant; readonly origin: string } | undefined;
}

interface Head {
  readonly checkpoint: SignedCheckpoint;
  readonly timeStamp: TimeStamp | undefined;
}
