export type Call = 'append' | 'read' | 'subscribe';
export type Fault =
  /** Never answers; an append is not committed. */
  | 'hang'
  /** Commits an append and never answers. */
  | 'commit then hang'
  /** Ends every connection before anything happened. */
  | 'break'
  /** Commits an append and ends every connection before the answer. */
  | 'commit then break'
  /** Status 14. */
  | 'unavailable'
  /** Status 7, with what the server adds to it. */
  | 'denied'
  /** Commits an append and answers status 1. */
  | 'commit then cancel'
  /** An answer that says success, for a revision that the append cannot have; nothing is written. */
  | 'wrong answer'
  /** An answer without a result. */
  | 'empty answer'
  /** Bytes that are no message. */
  | 'garbage'
  /** Answers after `slowMs`. */
  | 'slow';

/** What the next calls of a kind meet. */
export class Faults {
  slowMs = 300;
  private readonly planned = new Map<Call, Fault[]>();
  private readonly standing = new Map<Call, Fault>();

  /** The next `times` calls. */
  next(call: Call, fault: Fault, times = 1): void {
    const faults = this.planned.get(call) ?? [];
    this.planned.set(call, faults);
    for (let i = 0; i < times; i++) faults.push(fault);
  }

  /** Every call until `clear`. */
  always(call: Call, fault: Fault): void {
    this.standing.set(call, fault);
  }

  clear(): void {
    this.planned.clear();
    this.standing.clear();
  }

  /** How many planned faults of a kind nobody has met yet. */
  pending(call: Call): number {
    return this.planned.get(call)?.length ?? 0;
  }

  take(call: Call): Fault | undefined {
    return this.planned.get(call)?.shift() ?? this.standing.get(call);
  }
}
