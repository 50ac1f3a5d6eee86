import { Injectable } from '@nestjs/common';
import type { StoredEvent } from '../../ports/event-store.js';
import { type SignedCheckpoint, TransparencyLog } from '../../ports/transparency-log.js';
import { formatProof } from '../../transparency-log/proof.js';
import { type EvidenceFile, textFile } from './archive.js';
import { pathOfEvent } from './event-files.js';

/** That the facts of an archive stand in the transparency log. */
@Injectable()
export class LogProofs {
  constructor(private readonly log: TransparencyLog) {}

  /**
   * A head of the log that is over all of these events, the proof of each, and the log's verifier key.
   * @param events at least one, in the order of the log
   * @throws DependencyUnavailable while no head is over them; NotInTree where the log was altered
   */
  async ofEvents(events: readonly StoredEvent[]): Promise<readonly EvidenceFile[]> {
    const checkpoint = await this.log.covering(events.at(-1)!.position);
    const proofs = await this.log.prove(events, checkpoint);
    return [
      textFile('checkpoint', checkpoint.note),
      textFile('log.vkey', `${await this.log.vkey()}\n`),
      ...proofs.map((proof, n) => textFile(`${pathOfEvent(n)}.tlog-proof`, formatProof(proof))),
    ];
  }

  /** That of the export's fact, which no manifest covers: it carries no signature but the log's. */
  async ofFact(fact: StoredEvent): Promise<EvidenceFile> {
    const checkpoint = await this.log.covering(fact.position);
    const [proof] = await this.log.prove([fact], checkpoint);
    return textFile(
      'manifest.event.tlog-proof',
      formatProof({ ...proof!, checkpoint: withoutCosignatures(checkpoint) }),
    );
  }
}

const withoutCosignatures = ({ note, origin }: SignedCheckpoint): string =>
  note
    .split('\n')
    .filter((line) => !line.startsWith('— ') || line.startsWith(`— ${origin} `))
    .join('\n');
