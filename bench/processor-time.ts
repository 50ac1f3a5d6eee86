import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds in one tick of the kernel's clock, as Linux counts the times of processes. */
const tick = 10;

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Milliseconds on a processor, of the process and of its children that have ended. */
  readonly ms: number;
}

const processTimes = (): ProcessTimes[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = statOf(name);
      if (stat === undefined) return [];
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const ms = tick * [11, 12, 13, 14].reduce((sum, at) => sum + fields[at]!, 0);
      return [{ pid: Number(name), parent: fields[1]!, ms }];
    });

/** Undefined for one that has ended meanwhile. */
const statOf = (pid: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
};

/** Milliseconds on a processor so far, of a process alone and of everything below it. */
export const processorTime = (root: number): { readonly own: number; readonly below: number } => {
  const all = processTimes();
  const tree = new Set([root]);
  for (let size = 0; size < tree.size; ) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  const sum = (of: readonly ProcessTimes[]) => of.reduce((total, { ms }) => total + ms, 0);
  return {
    own: sum(all.filter(({ pid }) => pid === root)),
    below: sum(all.filter(({ pid }) => pid !== root && tree.has(pid))),
  };
};
