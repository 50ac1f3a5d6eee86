import fc from 'fast-check';
import { type Crashable, type Fault, faults, withFault } from './faults.js';

/** A step of a random walk: what it does to the model and to the service, which must answer what the model says. */
export interface Command<Model, Real> {
  readonly possible: (model: Model) => boolean;
  /** What time has brought about, and what the step needs: nothing befalls it. */
  readonly prepare: (model: Model, real: Real) => Promise<void>;
  readonly run: (model: Model, real: Real) => Promise<void>;
  readonly toString: () => string;
  /** Sent twice at once, as two calls, it comes to what it comes to once. */
  readonly mayRace?: boolean;
}

export interface Walk<Start, Model, Real extends Crashable> {
  readonly title: string;
  /** Where a sequence begins, and its commands in runs that belong together. */
  readonly start: fc.Arbitrary<Start>;
  readonly runs: (start: Start) => fc.Arbitrary<readonly Command<Model, Real>[]>;
  readonly begin: (start: Start) => Promise<{ readonly model: Model; readonly real: Real }>;
  /** After each step: whether the service tells what the model tells. */
  readonly after: (model: Model, real: Real) => Promise<void>;
  /** After a sequence: what the log says. */
  readonly end: (model: Model, real: Real) => Promise<void>;
}

/** Sequences that are tried to find a shorter one that fails too. */
const shrinks = 25;

const longestRun = 9;
const runsOfSequence = { minLength: 8, maxLength: 16 };

/**
 * Sequences until there were `MODEL_STEPS` steps (or `steps`), of `MODEL_SEED` (else a new seed, which is told): how many
 * there were of what. @throws Error with seed, path and the shortest sequence that was found to fail
 */
export const walk = async <Start, Model, Real extends Crashable>(
  { title, start, runs, begin, after, end }: Walk<Start, Model, Real>,
  steps: number,
): Promise<Readonly<Record<string, number>>> => {
  const budget = Number(process.env.MODEL_STEPS ?? steps);
  const seed = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);
  const counts: Record<string, number> = { sequences: 0, steps: 0, crash: 0, repeats: 0, race: 0 };
  let tries: number | undefined;
  const property = fc.asyncProperty(start.chain(withRuns(runs)), async ([where, sequence]) => {
    if (tries === undefined ? counts.steps! >= budget : tries++ > shrinks) return;
    const trail: string[] = [];
    try {
      const { model, real } = await begin(where);
      counts.sequences!++;
      for (const { command, fault } of sequence) {
        if (!command.possible(model)) continue;
        const met: Fault = fault.kind === 'race' && !command.mayRace ? { kind: 'none' } : fault;
        trail.push(met.kind === 'none' ? `${command}` : `${command} (${JSON.stringify(met)})`);
        await command.prepare(model, real);
        await withFault(met, real, () => command.run(model, real));
        await after(model, real);
        counts.steps!++;
        if (met.kind !== 'none') counts[met.kind]!++;
      }
      await end(model, real);
    } catch (error) {
      tries ??= 0;
      throw new Error(`after ${trail.join(', ')}: ${(error as Error).stack}`, { cause: error });
    }
  });
  process.stderr.write(`${title}: MODEL_SEED=${seed}\n`);
  await fc.assert(property, { seed, numRuns: budget, includeErrorInReport: true });
  process.stderr.write(
    `${title}: ${Object.entries(counts)
      .map((each) => each.join(' '))
      .join(', ')}\n`,
  );
  return counts;
};

const withRuns =
  <Start, Model, Real>(runs: (start: Start) => fc.Arbitrary<readonly Command<Model, Real>[]>) =>
  (start: Start) => {
    const faulty = fc
      .tuple(runs(start), fc.array(faults, { minLength: longestRun, maxLength: longestRun }))
      .map(([commands, met]) => commands.map((command, index) => ({ command, fault: met[index]! })));
    return fc.tuple(
      fc.constant(start),
      fc.array(faulty, runsOfSequence).map((each) => each.flat()),
    );
  };
