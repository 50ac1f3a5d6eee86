import { writeAdapterSummary } from './adapter-summary.js';
import { endNotingProblems } from './problem-answers.js';
import { stopServers } from './servers/test-servers.js';

/** Of what jest tells about its run, what leaves tests out. */
interface Run {
  readonly testPathPatterns: { readonly patterns: readonly string[] };
  readonly testNamePattern?: string;
  readonly shard?: object;
  readonly onlyChanged: boolean;
  readonly onlyFailures: boolean;
}

const isWhole = ({ testPathPatterns, testNamePattern, shard, onlyChanged, onlyFailures }: Run): boolean =>
  testPathPatterns.patterns.length === 0 && !testNamePattern && !shard && !onlyChanged && !onlyFailures;

export default async (run: Run): Promise<void> => {
  await stopServers();
  await writeAdapterSummary();
  endNotingProblems({ whole: isWhole(run) });
};
